--- For how long something has been kept up, counted back from the period's end.
---
---     value = months (or quarters, years) in a row, the last one included, in which the sum of `column` reached `minimum`
---
--- Without `column` rows are counted. The first one that falls short ends the streak, so it is at most the length of
--- the window.
---
--- Use it where a level has to be sustained: AWS asks its top tier for attainment held over several reviews.
---
---     sustained_sales:
---       plugin: metrics/streak
---       params: {table: deals, column: amount, minimum: 50000, where: {stage: won}, date: closed_on, by: quarters, window: trailing 4q}
---       points: {curve: {0: 0, 4: 100}}
return metric {
  unit   = "count",
  block  = "culture",
  params = {
    table   = { type = "table", help = "the rows to look at" },
    column  = { type = "column", of = "table", holds = "number", optional = true, help = "what is added up; left out, rows are counted" },
    minimum = { type = "number", default = 1, help = "what one of them has to reach" },
    where   = { type = "filter", of = "table", default = {}, help = "which rows count" },
    date    = { type = "column", of = "table", holds = "date", help = "the day of a row" },
    window  = { type = "window", default = "trailing 12m", help = "the days that count" },
    by      = { type = "text", default = "months", one_of = { "months", "quarters", "years" }, help = "how the window is split" },
  },
  value = function(partner, p)
    local rows, streak = partner[p.table]:where(p.where), 0
    local spans = p.window[p.by](p.window)
    for i = #spans, 1, -1 do
      local part = rows:where { [p.date] = spans[i] }
      local total = p.column and part:sum(p.column) or part:count()
      if total < p.minimum then break end
      streak = streak + 1
    end
    return streak
  end,
}
