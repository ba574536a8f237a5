--- An amount per unit, in bands.
---
---     amount = units, each at the amount of its band: the first 100 at 1, the next at 2, as `method` says
---
--- With `weighed_by` the bands are about that metric instead, and all units are paid at its mean: an amount half in the
--- band of 5 and half in the band of 10 pays 7.50 per unit. NetSuite's rebate agreements work like that.
---
--- Use it for amounts per box, seat or certified person that grow with the volume.
---
---     box_rebate:
---       plugin: incentives/banded_units
---       params: {metric: boxes, bands: {0: 1, 100: 2}, method: marginal}
return incentive {
  block  = "metrics_motivators",
  params = {
    metric     = { type = "metric", help = "the units that are paid" },
    weighed_by = { type = "metric", optional = true, help = "the amount that the bands are about; left out: the units" },
    bands      = { type = "bands", item = "money", help = "from this many on: this much per unit; or a list of bands" },
    method     = { type = "method", of = "bands", default = "marginal", help = "how the bands are applied" },
  },
  award = function(_, card, p)
    local units = card.metrics[p.metric].value
    local weight = units
    if p.weighed_by then weight = card.metrics[p.weighed_by].value end
    if not units or not weight then return nil, "no data" end
    local amount = bands(weight, p.bands, p.method)
    if amount == 0 then return nil, "the bands give nothing" end
    if p.weighed_by then amount = round(units * amount / weight, 6) end
    return { amount = amount }
  end,
}
