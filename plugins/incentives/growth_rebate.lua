--- A rebate on the whole amount, at a rate that growth decides.
---
---     amount = `metric` * (base + rate of the band of `bands` that holds `growth`)
---
--- Dell's rebate in the UK from 2011 on worked like this: 2 % flat on reaching the target, and 1, 3 or 5 % more for
--- beating last year by 15, 30 or 45 %. Without a growth that can be told only the base is paid. Below `at_least`
--- nothing is.
---
---     growth_rebate:
---       plugin: incentives/growth_rebate
---       params: {metric: revenue, growth: revenue_growth, at_least: 100000, base: 2%, bands: {0.15: 1%, 0.3: 3%, 0.45: 5%}}

return incentive {
  block  = "metrics_motivators",
  params = {
    metric   = { type = "metric", help = "the amount that the rebate is paid on" },
    growth   = { type = "metric", help = "the metric that decides the rate" },
    at_least = { type = "money", default = 0, help = "the amount that has to be reached" },
    base     = { type = "rate", default = 0, help = "the rate that is paid without growth" },
    bands    = { type = "bands", help = "from this growth on: this rate" },
  },
  award = function(_, card, p)
    local value, growth = card.metrics[p.metric].value, card.metrics[p.growth].value
    if not value then return nil, "no data" end
    if value < p.at_least then return nil, "target not reached" end
    local rate = round(p.base + bands(round(growth or 0, 9), p.bands, "rate"), 9)
    if rate == 0 then return nil, "not enough growth" end
    return { amount = round(value * rate, 6) }, number(round(rate * 100, 6)) .. " % of all"
  end,
}
