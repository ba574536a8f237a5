--- What is still owed of a rebate that was paid in advance.
---
---     amount = rebate on `metric` by `bands`, less the partner's `paid`
---
--- For scales over a year that settle each month or quarter: `metric` is the sum so far (window: ytd), `paid` a column
--- of the partner table with what was paid on it before. The last settlement trues it up. More paid than earned:
--- nothing is owed, nothing is taken back.
---
---     yearly_rebate:
---       plugin: incentives/true_up_rebate
---       params: {metric: revenue_so_far, bands: {5000: 2%, 20000: 4%}, method: retroactive, paid: rebate_paid}
return incentive {
  block  = "metrics_motivators",
  params = {
    metric = { type = "metric", help = "the amount so far" },
    bands  = { type = "bands", help = "from this amount on: this rate" },
    method = { type = "method", of = "bands", default = "retroactive", help = "how the bands are applied" },
    paid   = { type = "attribute", help = "what was paid before" },
  },
  award = function(partner, card, p)
    local value = card.metrics[p.metric].value
    if not value then return nil, "no data" end
    local owed = round(bands(value, p.bands, p.method) - (partner[p.paid] or 0), 6)
    if owed <= 0 then return nil, "nothing is owed" end
    return { amount = owed }
  end,
}
