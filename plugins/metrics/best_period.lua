--- The best day, month, quarter or year of a window.
---
---     value = the largest sum of `column` (or number of rows) of any one of them, or of any so many `in_a_row`
---
--- Looks at the rows of `table` that match `where`. Months that the window cuts count with the days they have in it.
--- Without rows it is 0. The reason names the day on which the best begins.
---
--- Use it where a program lets a partner qualify by any month of the last half-year, or where a season must not decide.
--- A ratchet looks back further: with `window: until end` and twelve months in a row, whoever once had the revenue has it
--- for ever (Microsoft's indirect resellers and their 25,000 in twelve months).
---
---     best_month:
---       plugin: metrics/best_period
---       params: {table: usage, column: consumption, date: used_on, window: trailing 6m}
---       points: {curve: {0: 0, 10000: 100}}
local length = { months = 1, quarters = 3, years = 12 }

local function total(rows, p)
  if p.column then return rows:sum(p.column) end
  return rows:count()
end

local function by_day(rows, p)
  local totals = {}
  for i, day in ipairs(rows:group(p.date)) do totals[i] = { from = day.key, total = total(day.rows, p) } end
  return totals
end

-- The first day of the month, quarter or year that holds a day.
local function start(day, months)
  local first = day + (1 - day.day)
  return first:plus_months(-((first.month - 1) % months))
end

local function by_span(rows, p)
  local totals, months, last = {}, length[p.by], rows:max(p.date)
  local from = last and start(rows:min(p.date), months)
  while from and from <= last do
    local days = { from = from, to = from:plus_months(months * p.in_a_row) - 1 }
    totals[#totals + 1] = { from = from < p.window.from and p.window.from or from, total = total(rows:where { [p.date] = days }, p) }
    from = from:plus_months(months)
  end
  return totals
end

return metric {
  unit   = "number",
  block  = "metrics_motivators",
  params = {
    table    = { type = "table", help = "the rows to look at" },
    column   = { type = "column", of = "table", holds = "number", optional = true, help = "what is added up; left out, rows are counted" },
    where    = { type = "filter", of = "table", default = {}, help = "which rows count" },
    date     = { type = "column", of = "table", holds = "date", help = "the day of a row" },
    window   = { type = "window", default = "trailing 12m", help = "the days that count" },
    by       = { type = "text", default = "months", one_of = { "days", "months", "quarters", "years" }, help = "how the window is split" },
    in_a_row = { type = "integer", default = 1, min = 1, help = "how many of them count together (not days)" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.where):where { [p.date] = p.window }
    local best, from = 0, nil
    local totals = p.by == "days" and by_day(rows, p) or by_span(rows, p)
    for _, one in ipairs(totals) do
      if one.total > best then best, from = one.total, one.from end
    end
    if from then return best, "best from " .. tostring(from) end
    return 0
  end,
}
