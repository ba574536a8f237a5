--- The largest discount of a won deal, which is what the review of exceptions begins with, quarter by quarter.
return metric {
  unit  = "percent",
  block = "governance",
  reads = { deals = { "stage", "discount_pct" }, partners = { "region" } },
  needs = { "revenue" },
  params = {
    window = { type = "window", default = "period", help = "when they were won" },
    how = { type = "text", one_of = { "worst", "mean" }, default = "worst" },
    least = { type = "number", min = 5, max = 100, help = "discounts below it do not count" },
    weights = { type = "map", item = "rate", default = { emea = "50%" } },
  },
  value = function(partner, p) return partner.deals:where { stage = "won" }:max("discount_pct") end,
}
