--- Somebody's first metric.
return metric {
  reads  = { partners = { "region", "seats", "active", "joined_on" }, deals = { "stage", "closed_on", "amount", "new_customer" } },
  needs  = { "csat" },
  params = { goal = { type = "number", optional = true }, window = { type = "window", default = "period" } },
  value  = function(partner, p, metrics)
BODY
  end,
}
