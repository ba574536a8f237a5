--- Attainment of each month or quarter by itself, and what is made of them.
---
---     attainment of one = sum of `column` in it / (target / `parts`), at most `cap`
---     mean, least, best, last: of these;  reached: how many of them are at least 1
---
--- What one month has too much does not help another beyond `cap`. The target is a column of the partner table; `parts`
--- says how many months (quarters, years) it is for: 12 for a yearly target by months. Rows are those of `table` that
--- match `where`. Nothing is rounded. Without a target there is no data.
---
--- Use `reached` where missing one quarter does not cost the status: a tier asks for 3 of the last 4.
---
---     quarters_on_target:
---       plugin: metrics/interval_attainment
---       params: {table: deals, column: amount, where: {stage: won}, date: closed_on, target: yearly_target, parts: 4, take: reached}
---       points: {per_unit: 25, max: 100}
return metric {
  unit   = "ratio",
  block  = "metrics_motivators",
  params = {
    table  = { type = "table", help = "the rows to look at" },
    column = { type = "column", of = "table", holds = "number", help = "what is added up" },
    where  = { type = "filter", of = "table", default = {}, help = "which rows count" },
    date   = { type = "column", of = "table", holds = "date", help = "the day of a row" },
    target = { type = "attribute", holds = "number", help = "the partner's target" },
    parts  = { type = "number", default = 1, min = 1, help = "for how many of them the target is" },
    window = { type = "window", default = "trailing 4q", help = "the days that count" },
    by     = { type = "text", default = "quarters", one_of = { "months", "quarters", "years" }, help = "how the window is split" },
    cap    = { type = "number", optional = true, help = "the most that one of them can have" },
    take   = { type = "text", default = "mean", one_of = { "mean", "least", "best", "last", "reached" }, help = "what is made of them" },
  },
  value = function(partner, p)
    local target = (partner[p.target] or 0) / p.parts
    if target <= 0 then return nil, "no target" end
    local rows, spans = partner[p.table]:where(p.where), p.window[p.by](p.window)
    local sum, least, best, last, reached = 0, math.huge, -math.huge, 0, 0
    for _, span in ipairs(spans) do
      last = math.min(rows:where { [p.date] = span }:sum(p.column) / target, p.cap or math.huge)
      sum, least, best = sum + last, math.min(least, last), math.max(best, last)
      if last >= 1 - 1e-9 then reached = reached + 1 end
    end
    local all = ("%d of %d %s on target"):format(reached, #spans, p.by)
    return ({ mean = sum / #spans, least = least, best = best, last = last, reached = reached })[p.take], all
  end,
}
