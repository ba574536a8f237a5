--- Market development funds that grow with revenue.
---
---     amount = `metric` * rate of the tier
---
--- The amount goes to the partner's fund, to be spent on joint marketing; `require` names a metric, such as a filed
--- marketing plan, that has to be at least 1 for anything to accrue.
---
---     mdf:
---       plugin: incentives/mdf_accrual
---       params: {metric: revenue, rates: {gold: 1%, platinum: 1.5%}, require: marketing_plan}
---       maximum: 20000
---       kind: mdf
return incentive {
  block  = "culture",
  params = {
    metric  = { type = "metric", help = "the amount that funds accrue on" },
    rates   = { type = "map", keys = "tier", item = "rate", help = "tier: rate" },
    require = { type = "metric", optional = true, help = "has to be at least 1" },
  },
  award = function(_, card, p)
    local value, rate = card.metrics[p.metric].value, p.rates[card.tier]
    if not rate then return nil, "not for this tier" end
    if not value or value <= 0 then return nil, "nothing to accrue on" end
    if p.require and (card.metrics[p.require].value or 0) < 1 - 1e-9 then return nil, p.require .. " is missing" end
    return { amount = round(value * rate, 6) }
  end,
}
