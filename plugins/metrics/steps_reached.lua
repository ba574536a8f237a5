--- How many steps are reached by rows in the order of their days, each step with a minimum of its own.
---
--- The first row by `date` has to reach the first of `minimums`, the next row the second, and so on; there are as many
--- steps as minimums. `failing` says what becomes of a row that falls short:
---
---     skip: it does not count, and the next row tries the same step
---     uses: it uses the step up, and the next row tries the next one
---     stop: nothing behind it counts
---
--- GitLab pays 2.5 % for each of three services attached to a subscription within twelve months, with minimums of 7,500,
--- 10,000 and 10,000: take this metric and incentives/stepped_margin.
---
---     services_attached:
---       plugin: metrics/steps_reached
---       params:
---         table: services
---         amount: amount
---         date: booked_on
---         where: {booked_on: trailing 12m}
---         minimums: [7500, 10000, 10000]
---         failing: skip
---       points: {per_unit: 30, max: 90}
return metric {
  unit   = "count",
  block  = "metrics_motivators",
  params = {
    table    = { type = "table", help = "the rows to look at" },
    amount   = { type = "column", of = "table", holds = "number", help = "what has to reach the minimum" },
    date     = { type = "column", of = "table", help = "the day that orders the rows; equal days: the order of the file" },
    where    = { type = "filter", of = "table", default = {}, help = "which rows count" },
    minimums = { type = "list", item = "number", help = "what each step asks for" },
    failing  = { type = "text", one_of = { "skip", "uses", "stop" }, help = "what becomes of a row that falls short" },
  },
  value = function(partner, p)
    local rows, step, reached = partner[p.table]:where(p.where), 1, 0
    for row in rows:first(#rows, p.date):rows() do
      if not p.minimums[step] then break end
      local enough = (row[p.amount] or 0) >= p.minimums[step]
      if enough then reached = reached + 1 end
      if not enough and p.failing == "stop" then break end
      if enough or p.failing == "uses" then step = step + 1 end
    end
    return reached
  end,
}
