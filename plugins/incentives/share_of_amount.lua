--- A share of an amount.
---
---     amount = `metric` * `rate`
---
--- What is least and most paid out, and as what, is said beside the plugin: `minimum`, `maximum`, `split`. Microsoft's
--- booster for Central and Eastern Europe (2020) paid 2.5 % of billed revenue, nothing below 200 and 12,000 at the most.
---
--- Use it for flat rebates, referral fees, cloud consumption credits.
---
---     booster:
---       plugin: incentives/share_of_amount
---       params: {metric: billed_revenue, rate: 2.5%}
---       minimum: 200
---       maximum: 12000
return incentive {
  block  = "metrics_motivators",
  params = {
    metric = { type = "metric", help = "the amount that a share is paid of" },
    rate   = { type = "rate", help = "the share" },
  },
  award = function(_, card, p)
    local value = card.metrics[p.metric].value
    if not value then return nil, "no data" end
    local amount = round(value * p.rate, 6)
    if amount <= 0 then return nil, "nothing to pay a share of" end
    return { amount = amount }
  end,
}
