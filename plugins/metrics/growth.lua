--- Growth against an earlier window.
---
---     ratio:      (now - before) / before      0.2 is 20 % more
---     difference: now - before                 in the unit of the column
---
--- now and before are the sums of `column` (or the numbers of rows) with a `date` in `window` and in `baseline`. A
--- ratio to nothing means nothing: when before is 0, or less than `minimum`, there is no data. A program that decides
--- otherwise says what such a partner's growth is taken to be: `from_nothing` when it sold now and nothing before,
--- `below_minimum` when before is less than `minimum` (0 gives nothing, 100% whatever that is worth).
---
--- Use it for growth over the same quarter of last year; Microsoft's usage growth asks for a minimum baseline as well,
--- and lets partners without one in.
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
    table         = { type = "table", help = "the rows to look at" },
    column        = { type = "column", of = "table", holds = "number", optional = true,
                      help = "what is added up; left out, rows are counted" },
    where         = { type = "filter", of = "table", default = {}, help = "which rows count" },
    date          = { type = "column", of = "table", holds = "date", help = "the day of a row" },
    window        = { type = "window", default = "period", help = "now" },
    baseline      = { type = "window", default = "period - 1y", help = "before" },
    minimum       = { type = "number", default = 0, min = 0, help = "a smaller before than this says nothing: no data" },
    from_nothing  = { type = "number", optional = true, help = "the ratio when there was nothing before; left out, no data" },
    below_minimum = { type = "number", optional = true, help = "the value when before is less than minimum; left out, no data" },
    method        = { type = "text", default = "ratio", one_of = { "ratio", "difference" }, help = "how now and before are compared" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.where)
    local now, before = total(rows, p.window, p), total(rows, p.baseline, p)
    local ratio = p.method == "ratio"
    if ratio and before == 0 and now > 0 and p.from_nothing then return p.from_nothing, "nothing before" end
    if before < p.minimum then return p.below_minimum, "too little before to compare with" end
    if not ratio then return round(now - before, 9) end
    if before <= 0 then return nil, "nothing before to compare with" end
    return (now - before) / before
  end,
}
