--- An amount for each whole unit of a metric.
---
---     amount = whole units, at most `max_units`, * `amount` * factor of the tier
---
--- With `factors` the pay-out depends on the tier; tiers that it does not name have the factor 1. Dell's Rise program
--- paid dollars per box, and up to one and a half times as much on its highest level.
---
--- Use it for sales incentives (SPIFs) per new customer, per box sold, per person certified.
---
---     new_customer_spif:
---       plugin: incentives/per_unit_amount
---       params: {metric: new_customers, amount: 500, max_units: 10}
return incentive {
  block  = "metrics_motivators",
  params = {
    metric    = { type = "metric", help = "what is counted" },
    amount    = { type = "money", help = "for each unit" },
    min_units = { type = "integer", default = 1, min = 1, help = "with fewer units nothing is paid" },
    max_units = { type = "integer", optional = true, min = 1, help = "units beyond these are not paid" },
    factors   = { type = "map", keys = "tier", item = "number", default = {}, help = "tier: factor" },
  },
  award = function(_, card, p)
    local value = card.metrics[p.metric].value
    if not value then return nil, "no data" end
    local units = math.floor(value + 1e-9)
    if units < p.min_units then return nil, "too few units" end
    if p.max_units then units = math.min(units, p.max_units) end
    return { amount = round(units * p.amount * (p.factors[card.tier] or 1), 6) }
  end,
}
