--- The sum of a column.
---
--- Adds up `column` over the rows of `table` that match `where`. Without such rows it is 0, which is a value and not "no
--- data": a partner that sold nothing sold for 0. Sums of money are exact.
---
--- Use it for revenue, seats, hours delivered, leads passed on.
---
---     revenue:
---       plugin: metrics/sum
---       params: {table: deals, column: amount, where: {stage: won, closed_on: period}}
---       points: {curve: {0: 0, 250000: 80, 1000000: 100}}
return metric {
  unit   = "money",
  block  = "metrics_motivators",
  params = {
    table  = { type = "table", help = "the rows to look at" },
    column = { type = "column", of = "table", holds = "number", help = "what is added up" },
    where  = { type = "filter", of = "table", default = {}, help = "which rows count" },
  },
  value = function(partner, p)
    return partner[p.table]:where(p.where):sum(p.column)
  end,
}
