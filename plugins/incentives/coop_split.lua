--- Earnings split between a rebate and a co-operative marketing fund.
---
---     earnings = `metric` * `rate`; `share` of them goes to the fund, the rest is paid out
---
--- A fund below `minimum` is not worth its paperwork: then all of it is paid out. One incentive awards one part, so a
--- program lists the plugin twice, with `part: rebate` and `part: fund`. Microsoft's incentives for cloud solution
--- providers split 60 to 40, with 10,000 as the least fund of a half-year.
---
---     coop_fund:
---       plugin: incentives/coop_split
---       params: {metric: billed_revenue, rate: 4%, share: 40%, minimum: 10000, part: fund}
return incentive {
  block  = "culture",
  params = {
    metric  = { type = "metric", help = "the amount that earnings are a rate of" },
    rate    = { type = "rate", default = 1, help = "earnings per amount; 100% when the metric is the earnings already" },
    share   = { type = "rate", help = "the fund's share of the earnings" },
    minimum = { type = "money", default = 0, help = "a smaller fund is paid out as rebate" },
    part    = { type = "text", one_of = { "rebate", "fund" }, help = "which part this incentive awards" },
  },
  award = function(_, card, p)
    local earnings = round((card.metrics[p.metric].value or 0) * p.rate, 6)
    if earnings <= 0 then return nil, "nothing earned" end
    local fund = round(earnings * p.share, 6)
    if fund < p.minimum then
      if p.part == "fund" then return nil, "the fund is too small, paid as rebate" end
      return { amount = earnings }, "with the fund, which is too small"
    end
    return { amount = p.part == "fund" and fund or round(earnings - fund, 6) }
  end,
}
