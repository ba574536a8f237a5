--- The mean of a column.
---
---     mean = sum of column / rows in which it is not empty
---
--- Looks at the rows of `table` that match `where`. With fewer than `minimum` cells there is no data: one survey answer
--- says little about a partner.
---
--- Use it for hours to resolve, customer satisfaction, discounts, ratings.
---
---     customer_satisfaction:
---       plugin: metrics/mean
---       params: {table: tickets, column: csat, where: {opened_on: period}, minimum: 5}
---       points: {curve: {3: 0, 4.8: 100}}
---       missing: leave out
return metric {
  unit   = "number",
  block  = "processes",
  params = {
    table   = { type = "table", help = "the rows to look at" },
    column  = { type = "column", of = "table", holds = "number", help = "what the mean is taken of" },
    where   = { type = "filter", of = "table", default = {}, help = "which rows count" },
    minimum = { type = "integer", default = 1, min = 1, help = "fewer cells than this say nothing: no data" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.where)
    local mean = rows:mean(p.column)
    if not mean or p.minimum > 1 and rows:count(p.column) < p.minimum then return nil, "too few to take a mean of" end
    return mean
  end,
}
