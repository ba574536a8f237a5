--- The best of several ways to reach a target, never mixed.
---
---     value = the largest of: sum of `column` over the rows of one kind / target of that kind
---
--- `targets` gives each text of the column `kind` its target; rows of other kinds count nowhere. Without `column` rows
--- are counted, with `distinct` the different values of that column. With `baseline` the growth since then is what counts.
--- Rows are those of `table` that match `where` and have a `date` in `window`. The reason names the kind that won.
---
--- Microsoft takes the type of association (claimed, digital or admin partner of record) that gives most points.
---
---     usage_growth:
---       plugin: metrics/best_attainment
---       params: {table: usage, kind: association, column: users, targets: {cpor: 1000, dpor: 4000}, date: used_on, baseline: period - 1y}
---       points: {curve: {0: 0, 1: 30}}

local function total(rows, p)
  if p.distinct then return rows:distinct(p.distinct) end
  if p.column then return rows:sum(p.column) end
  return rows:count()
end

return metric {
  unit   = "ratio",
  block  = "metrics_motivators",
  params = {
    table    = { type = "table", help = "the rows to look at" },
    kind     = { type = "column", of = "table", help = "the text that decides the target" },
    targets  = { type = "map", item = "number", help = "kind: target" },
    column   = { type = "column", of = "table", holds = "number", optional = true, help = "what is added up; left out, rows are counted" },
    distinct = { type = "column", of = "table", optional = true, help = "count the different values of this column instead" },
    where    = { type = "filter", of = "table", default = {}, help = "which rows count" },
    date     = { type = "column", of = "table", holds = "date", help = "the day of a row" },
    window   = { type = "window", default = "period", help = "now" },
    baseline = { type = "window", optional = true, help = "before; left out, nothing is taken away" },
  },
  value = function(partner, p)
    local rows, best, winner = partner[p.table]:where(p.where), 0, nil
    for kind, target in pairs(p.targets) do
      local mine = rows:where { [p.kind] = kind }
      local reached = total(mine:where { [p.date] = p.window }, p)
      if p.baseline then reached = reached - total(mine:where { [p.date] = p.baseline }, p) end
      if reached / target > best then best, winner = reached / target, kind end
    end
    return best, winner and "by " .. winner
  end,
}
