--- Growth against an earlier window.
---
---     ratio:      (now - before) / before      0.2 is 20 % more
---     difference: now - before                 in the unit of the column
---
--- now and before are the sums of `column` (or the numbers of rows) with a `date` in `window` and in `baseline`. A
--- ratio to nothing means nothing: when before is 0, or less than `minimum`, there is no data.
---
--- Use it for growth over the same quarter of last year; Microsoft's usage growth asks for a minimum baseline as well.
---
---     revenue_growth:
---       plugin: metrics/growth
---       params: {table: deals, column: amount, where: {stage: won}, date: closed_on, baseline: period - 1y}
---       points: {curve: {-20%: 0, 0: 40, 30%: 100}}
---       missing: {points: 50}

local function total(rows, window, p)
  rows = rows:where { [p.date] = window }
  if p.column then return rows:sum(p.column) end
  return rows:count()
end

return metric {
  unit   = "ratio",
  block  = "metrics_motivators",
  params = {
    table    = { type = "table", help = "the rows to look at" },
    column   = { type = "column", of = "table", optional = true, help = "what is added up; left out, rows are counted" },
    where    = { type = "filter", of = "table", default = {}, help = "which rows count" },
    date     = { type = "column", of = "table", help = "the day of a row" },
    window   = { type = "window", default = "period", help = "now" },
    baseline = { type = "window", default = "period - 1y", help = "before" },
    minimum  = { type = "number", default = 0, min = 0, help = "a smaller before than this says nothing: no data" },
    method   = { type = "text", default = "ratio", one_of = { "ratio", "difference" }, help = "how now and before are compared" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.where)
    local before = total(rows, p.baseline, p)
    if before < p.minimum then return nil, "too little before to compare with" end
    if p.method == "difference" then return total(rows, p.window, p) - before end
    if before == 0 then return nil, "nothing before to compare with" end
    return (total(rows, p.window, p) - before) / before
  end,
}
