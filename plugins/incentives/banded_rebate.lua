--- A rebate in bands of an amount.
---
---     marginal:    each band's rate on the part of the amount inside it
---     retroactive: the rate of the highest band reached, on the whole amount
---
--- Each band reaches from its amount, which belongs to it, to the next one. Below the first band nothing is earned.
--- Worked out in exact decimals. Dynamics 365 calls the two methods stepped and cumulative.
---
--- Use it for volume rebates, on revenue of the period or of a window up to its end.
---
---     volume_rebate:
---       plugin: incentives/banded_rebate
---       params: {metric: revenue, bands: {0: 0%, 100000: 1%, 500000: 2%}, method: marginal}
return incentive {
  block  = "metrics_motivators",
  params = {
    metric = { type = "metric", help = "the amount that the bands are about" },
    bands  = { type = "bands", help = "from this amount on: this rate" },
    method = { type = "text", one_of = { "marginal", "retroactive" }, help = "how the bands are applied" },
  },
  award = function(_, card, p)
    local value = card.metrics[p.metric].value
    if not value then return nil, "no data" end
    local amount = bands(value, p.bands, p.method)
    if amount == 0 then return nil, "below the first band" end
    return { amount = amount }
  end,
}
