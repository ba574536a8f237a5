--- A sum in which each row is held between a least and a most.
---
---     value = sum over the rows of (`column` - `less`), held between `least` and `most`
---
--- Rows are those of `table` that match `where` and have a cell in `column`. Without rows it is 0.
---
--- Use it so that one large deal does not decide, and for bonus terms: Kaspersky's promotion for migrations gave the
--- competitor's remaining months less one, six at the most.
---
---     bonus_months:
---       plugin: metrics/clamped_sum
---       params: {table: migrations, column: months_left, less: 1, least: 0, most: 6, where: {moved_on: period}}
---       points: {per_unit: 1, max: 100}
return metric {
  unit   = "number",
  block  = "metrics_motivators",
  params = {
    table  = { type = "table", help = "the rows to look at" },
    column = { type = "column", of = "table", holds = "number", help = "what is added up" },
    where  = { type = "filter", of = "table", default = {}, help = "which rows count" },
    less   = { type = "number", default = 0, help = "what is taken off each row first" },
    least  = { type = "number", optional = true, help = "a row counts at least this" },
    most   = { type = "number", optional = true, help = "a row counts at most this" },
  },
  value = function(partner, p)
    local sum = 0
    for _, cell in ipairs(partner[p.table]:where(p.where):values(p.column)) do
      sum = sum + math.min(math.max(cell - p.less, p.least or -math.huge), p.most or math.huge)
    end
    return round(sum, 9)
  end,
}
