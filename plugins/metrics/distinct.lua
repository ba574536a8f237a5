--- How many different values a column holds.
---
--- Counts each value of `column` once, over the rows of `table` that match `where`. Empty cells are passed over; without
--- rows it is 0.
---
--- Use it for different customers, product lines or countries sold to, kinds of joint activity. For people with valid
--- certificates take metrics/holders.
---
---     active_customers:
---       plugin: metrics/distinct
---       params: {table: deals, column: customer, where: {stage: won, closed_on: trailing 12m}}
---       points: {per_unit: 5, max: 100}
return metric {
  unit   = "count",
  block  = "metrics_motivators",
  params = {
    table  = { type = "table", help = "the rows to look at" },
    column = { type = "column", of = "table", help = "whose different values are counted" },
    where  = { type = "filter", of = "table", default = {}, help = "which rows count" },
  },
  value = function(partner, p)
    return partner[p.table]:where(p.where):distinct(p.column)
  end,
}
