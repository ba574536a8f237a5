--- The best month, quarter or year of a window.
---
---     value = the largest sum of `column` (or number of rows) of any one sub-period
---
--- Looks at the rows of `table` that match `where`. Months that the window cuts count with the days they have in it.
--- Without rows it is 0. The reason names the sub-period.
---
--- Use it where a program lets a partner qualify by any month of the last half-year, or where a season must not decide.
---
---     best_month:
---       plugin: metrics/best_period
---       params: {table: usage, column: consumption, date: used_on, window: trailing 6m}
---       points: {curve: {0: 0, 10000: 100}}
return metric {
  unit   = "number",
  block  = "metrics_motivators",
  params = {
    table  = { type = "table", help = "the rows to look at" },
    column = { type = "column", of = "table", optional = true, help = "what is added up; left out, rows are counted" },
    where  = { type = "filter", of = "table", default = {}, help = "which rows count" },
    date   = { type = "column", of = "table", help = "the day of a row" },
    window = { type = "window", default = "trailing 12m", help = "the days that count" },
    by     = { type = "text", default = "months", one_of = { "months", "quarters", "years" }, help = "how the window is split" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.where)
    local best, from = 0, nil
    for _, span in ipairs(p.window[p.by](p.window)) do
      local part = rows:where { [p.date] = span }
      local total = p.column and part:sum(p.column) or part:count()
      if total > best then best, from = total, span.from end
    end
    if from then return best, "best from " .. tostring(from) end
    return 0
  end,
}
