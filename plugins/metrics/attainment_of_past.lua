--- How much of a target is reached that the partner's own past sets.
---
---     value  = sum of `column` in `window` / target
---     target = mean (best, last, total) of the earlier months, quarters or years * `factor`, held between `least` and `most`
---
--- Earlier ones are those of `earlier`; one without rows counts 0. Without `column` rows are counted. Rows are those of
--- `table` that match `where`. A target of 0 is no data.
---
--- Use it for quarterly targets without a negotiation: the mean of the last four quarters and 10 % more.
---
---     self_set_target:
---       plugin: metrics/attainment_of_past
---       params: {table: deals, column: amount, where: {stage: won}, date: closed_on, factor: 1.1, least: 25000}
---       points: {curve: {50%: 0, 100%: 80, 150%: 100}}
---       missing: leave out

local function total(rows, days, p)
  rows = rows:where { [p.date] = days }
  if p.column then return rows:sum(p.column) end
  return rows:count()
end

local function target(rows, p)
  local sum, best, last = 0, 0, 0
  local spans = p.earlier[p.by](p.earlier)
  for _, span in ipairs(spans) do
    last = total(rows, span, p)
    sum, best = sum + last, math.max(best, last)
  end
  local past = ({ mean = sum / #spans, best = best, last = last, total = sum })[p.take]
  return math.min(math.max(round(past * p.factor, 9), p.least), p.most or math.huge)
end

return metric {
  unit   = "ratio",
  block  = "metrics_motivators",
  params = {
    table   = { type = "table", help = "the rows to look at" },
    column  = { type = "column", of = "table", holds = "number", optional = true, help = "what is added up; left out, rows are counted" },
    where   = { type = "filter", of = "table", default = {}, help = "which rows count" },
    date    = { type = "column", of = "table", holds = "date", help = "the day of a row" },
    window  = { type = "window", default = "period", help = "now" },
    earlier = { type = "window", default = "trailing 4q - 1q", help = "what the target is made of" },
    by      = { type = "text", default = "quarters", one_of = { "months", "quarters", "years" }, help = "how earlier is split" },
    take    = { type = "text", default = "mean", one_of = { "mean", "best", "last", "total" }, help = "what is taken of the earlier ones" },
    factor  = { type = "number", default = 1, min = 0, help = "how much of it is the target" },
    least   = { type = "number", default = 0, min = 0, help = "the target is at least this" },
    most    = { type = "number", optional = true, help = "the target is at most this" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.where)
    local goal = target(rows, p)
    if goal <= 0 then return nil, "no target" end
    return total(rows, p.window, p) / goal, "target " .. number(goal, 2)
  end,
}
