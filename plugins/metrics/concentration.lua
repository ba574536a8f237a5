--- How much depends on the largest few.
---
---     value = sum of `column` of the `top` largest groups / sum of `column` of all groups
---
--- Groups are the values of `by`, over the rows of `table` that match `where`. 1 says that all comes from them. Nothing
--- to share out: no data. Fewer is better, so the curve falls.
---
--- Use it for dependence on one customer, one product line, one seller.
---
---     largest_customer:
---       plugin: metrics/concentration
---       params: {table: deals, by: customer, column: amount, where: {stage: won, closed_on: trailing 12m}}
---       points: {curve: {20%: 100, 80%: 0}}
return metric {
  unit   = "ratio",
  block  = "governance",
  params = {
    table  = { type = "table", help = "the rows to look at" },
    by     = { type = "column", of = "table", help = "what makes a group" },
    column = { type = "column", of = "table", holds = "number", help = "what is added up" },
    top    = { type = "integer", default = 1, min = 1, help = "how many groups are the largest few" },
    where  = { type = "filter", of = "table", default = {}, help = "which rows count" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.where)
    local sums, all, largest = {}, 0, 0
    for i, group in ipairs(rows:group(p.by)) do
      sums[i] = group.rows:sum(p.column)
      all = all + sums[i]
    end
    if all <= 0 then return nil, "nothing to share out" end
    table.sort(sums, function(a, b) return a > b end)
    for i = 1, math.min(p.top, #sums) do largest = largest + sums[i] end
    return largest / all
  end,
}
