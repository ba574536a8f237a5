--- Growth from month to month, added up.
---
---     value = sum over the months of the window of (this month - the month before)
---
--- Months are the sums of `column` (or the numbers of rows); the month before the first one is looked up too. With
--- `floor: each` a month that shrank counts 0 and does not undo what others grew; with `floor: sum` only the whole
--- cannot be negative; with `floor: none` it can, and is simply the last month less the one before the first.
---
--- Vuzion's Azure campaign of 2021 paid 35 % of the growth of each of four months over the month before.
---
---     consumption_growth:
---       plugin: metrics/chain_growth
---       params: {table: usage, column: consumption, date: used_on, window: period}
---       points: {curve: {0: 0, 50000: 100}}

local length = { months = 1, quarters = 3, years = 12 }

local function total(rows, days, p)
  rows = rows:where { [p.date] = days }
  if p.column then return rows:sum(p.column) end
  return rows:count()
end

return metric {
  unit   = "number",
  block  = "metrics_motivators",
  params = {
    table  = { type = "table", help = "the rows to look at" },
    column = { type = "column", of = "table", holds = "number", optional = true, help = "what is added up; left out, rows are counted" },
    where  = { type = "filter", of = "table", default = {}, help = "which rows count" },
    date   = { type = "column", of = "table", holds = "date", help = "the day of a row" },
    window = { type = "window", default = "period", help = "the days that count" },
    by     = { type = "text", default = "months", one_of = { "months", "quarters", "years" }, help = "how the window is split" },
    floor  = { type = "text", default = "each", one_of = { "each", "sum", "none" }, help = "what cannot be less than 0" },
  },
  value = function(partner, p)
    local rows, spans, growth = partner[p.table]:where(p.where), p.window[p.by](p.window), 0
    local first = spans[1].from
    local before = total(rows, { from = first:plus_months(-length[p.by]), to = first - 1 }, p)
    for _, span in ipairs(spans) do
      local now = total(rows, span, p)
      growth = growth + (p.floor == "each" and math.max(0, now - before) or now - before)
      before = now
    end
    if p.floor == "sum" then growth = math.max(0, growth) end
    return round(growth, 9)
  end,
}
