--- How many groups reach a minimum.
---
--- Counts the values of `by` whose rows add up to at least `minimum` of `column` (or are at least `minimum` rows), over
--- the rows of `table` that match `where`. Without rows it is 0.
---
--- Use it for product lines really sold, workloads with more than a trial's use, countries with business of their own.
---
---     product_lines:
---       plugin: metrics/breadth
---       params: {table: deals, by: product_line, column: amount, minimum: 10000, where: {stage: won, closed_on: period}}
---       points: {per_unit: 25, max: 100}
return metric {
  unit   = "count",
  block  = "tools_technology",
  params = {
    table   = { type = "table", help = "the rows to look at" },
    by      = { type = "column", of = "table", help = "what makes a group" },
    column  = { type = "column", of = "table", holds = "number", optional = true, help = "what is added up; left out, rows are counted" },
    minimum = { type = "number", default = 1, help = "what a group has to reach" },
    where   = { type = "filter", of = "table", default = {}, help = "which rows count" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.where)
    local count = 0
    for _, group in ipairs(rows:group(p.by)) do
      local total = p.column and group.rows:sum(p.column) or group.rows:count()
      if total >= p.minimum then count = count + 1 end
    end
    return count
  end,
}
