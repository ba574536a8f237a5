--- A rebate on each row at the rate that was in force on the row's day.
---
---     amount = sum over the rows of `amount` * the rate on `date`
---            + for each scale, what its bands give on the sum of the rows of its days
---
--- `rate` is one rate, or a list of rates with their days; rows of days without a rate earn nothing. `bands` is likewise
--- one scale or a list of them, each for the sum of its own days. Which day decides is the program's choice: the day of
--- the sale keeps old deals at the old rate, the day of the last change moves them to the new one. Rows are those of
--- `table` that match `where`.
---
--- Use it where rates change within a period, where open quotes keep the old rate, and for corrections of old sales.
---
---     renewal_rebate:
---       plugin: incentives/dated_rebate
---       params:
---         table: deals
---         amount: amount
---         date: quoted_on
---         where: {stage: won, closed_on: period}
---         rate: [{until: 2026-06-30, value: 20%}, {from: 2026-07-01, value: 15%}]
return incentive {
  block  = "metrics_motivators",
  params = {
    table  = { type = "table", help = "the rows to look at" },
    amount = { type = "column", of = "table", holds = "number", help = "what the rebate is paid on" },
    date   = { type = "column", of = "table", holds = "date", help = "the day that decides the rate" },
    where  = { type = "filter", of = "table", default = {}, help = "which rows count" },
    rate   = { type = "dated", item = "rate", default = 0, help = "the rate, or rates with from and until" },
    bands  = { type = "dated", item = "bands", optional = true, help = "the scale, or scales with from and until" },
    method = { type = "method", of = "bands", default = "marginal", help = "how the bands are applied" },
  },
  award = function(partner, _, p)
    local rows, amount = partner[p.table]:where(p.where), 0
    for _, version in ipairs(p.rate) do
      amount = amount + rows:where { [p.date] = version.span }:sum(p.amount) * version.value
    end
    for _, version in ipairs(p.bands or {}) do
      amount = amount + bands(rows:where { [p.date] = version.span }:sum(p.amount), version.value, p.method)
    end
    amount = round(amount, 6)
    if amount == 0 then return nil, "nothing at these rates" end
    return { amount = amount }
  end,
}
