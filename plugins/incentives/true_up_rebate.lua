--- What is still owed of a rebate that was paid in advance.
---
---     amount = rebate on `metric` by `bands`, less what was paid on it before
---
--- For scales over a year that settle each month or quarter: `metric` is the sum so far (window: ytd). What was paid
--- before is a column of the partner table (`paid`), or the sum of the column `payout` of the table `payouts`, such as the
--- awards of earlier runs, or both. The last settlement trues it up. More paid than earned: nothing is owed, and
--- nothing is taken back unless `take_back` says yes.
---
---     yearly_rebate:
---       plugin: incentives/true_up_rebate
---       params: {metric: revenue_so_far, bands: {5000: 2%, 20000: 4%}, method: retroactive, paid: rebate_paid}

local function paid(partner, p)
  local sum = p.paid and partner[p.paid] or 0
  if p.payouts then sum = sum + partner[p.payouts]:where(p.payout_where):sum(p.payout) end
  return sum
end

return incentive {
  block  = "metrics_motivators",
  params = {
    metric       = { type = "metric", help = "the amount so far" },
    bands        = { type = "bands", help = "from this amount on: this rate" },
    method       = { type = "method", of = "bands", default = "retroactive", help = "how the bands are applied" },
    paid         = { type = "attribute", holds = "number", optional = true, help = "what was paid before, a column of the partner table" },
    payouts      = { type = "table", optional = true, help = "what was paid before, a row for each pay-out" },
    payout       = { type = "column", of = "payouts", holds = "number", optional = true, help = "the amount of a pay-out" },
    payout_where = { type = "filter", of = "payouts", default = {}, help = "which pay-outs count" },
    take_back    = { type = "yes/no", default = false, help = "whether too much paid is taken back" },
  },
  award = function(partner, card, p)
    local value = card.metrics[p.metric].value
    if not value then return nil, "no data" end
    local owed = round(bands(value, p.bands, p.method) - paid(partner, p), 6)
    if owed == 0 or owed < 0 and not p.take_back then return nil, "nothing is owed" end
    return { amount = owed }
  end,
}
