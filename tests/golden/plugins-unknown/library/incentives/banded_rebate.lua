--- A rebate in bands of an amount.
---
---     marginal:     each band's rate on the part of the amount inside it
---     retroactive:  the rate of the band that holds the amount, on the whole amount
---     rolling:      the rate of every band reached, on the amount up to its end
---     total:        the rate of every band reached, on the whole amount
---     interpolated: bands say what all of them `pays`; those below the amount pay it, the one reached its share
---
--- The amount is `metric` less `deduction`. A `fee` of a band is paid once the amount enters it. Below the first band,
--- and at 0, nothing is earned. Worked out in exact decimals. Dynamics 365 calls the first four stepped, cumulative, rolling and total.
---
--- Use it for volume rebates, on revenue of the period or of a window up to its end.
---
---     volume_rebate:
---       plugin: incentives/banded_rebate
---       params: {metric: revenue, bands: {0: 0%, 100000: 1%, 500000: 2%}, method: marginal}
return incentive {
  block  = "metrics_motivators",
  params = {
    metric    = { type = "metric", help = "the amount that the bands are about" },
    deduction = { type = "money", default = 0, min = 0, help = "so much of the amount does not count" },
    bands     = { type = "bands", help = "from this amount on: this rate; or a list of bands" },
    method    = { type = "method", of = "bands", help = "how the bands are applied" },
  },
  award = function(_, card, p)
    local value = card.metrics[p.metric].value
    if not value then return nil, "no data" end
    local amount = bands(round(value - p.deduction, 6), p.bands, p.method)
    if amount == 0 then return nil, "the bands give nothing" end
    return { amount = amount }
  end,
}
