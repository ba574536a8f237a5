--- How many rows there are.
---
--- Counts the rows of `table` that match `where`. Without such rows it is 0.
---
--- Use it for won deals, new customers, registered leads, joint events, filed plans.
---
---     new_customers:
---       plugin: metrics/count
---       params: {table: deals, where: {stage: won, new_customer: yes, closed_on: period}}
---       points: {curve: {0: 0, 8: 100}}
return metric {
  unit   = "count",
  block  = "metrics_motivators",
  params = {
    table = { type = "table", help = "the rows to look at" },
    where = { type = "filter", of = "table", default = {}, help = "which rows count" },
  },
  value = function(partner, p)
    return partner[p.table]:where(p.where):count()
  end,
}
