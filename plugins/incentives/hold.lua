--- Margin held back while a metric is below what is required.
---
--- Awards -`margin` when `metric` is below `below`. What is not known is not held against a partner, unless `unknown`
--- says yes.
---
--- Use it for missing attestations, overdue invoices, expired insurance, late reporting.
---
---     compliance_hold:
---       plugin: incentives/hold
---       params: {metric: attestations, below: 1, margin: 1%}
return incentive {
  block  = "governance",
  params = {
    metric  = { type = "metric", help = "what has to be in order" },
    below   = { type = "number", help = "from here on it is in order" },
    margin  = { type = "rate", min = 0, help = "what is held back, as a positive rate" },
    unknown = { type = "yes/no", default = false, help = "hold it back also when the metric has no data" },
  },
  award = function(_, card, p)
    local value = card.metrics[p.metric].value
    if not value and not p.unknown then return nil, "no data" end
    if value and value >= p.below - 1e-9 then return nil, "in order" end
    return { margin = -p.margin }
  end,
}
