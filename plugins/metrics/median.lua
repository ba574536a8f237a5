--- The median of a column: half of the rows have less, half have more.
---
--- Looks at the rows of `table` that match `where`; empty cells are passed over. Unlike the mean it does not move
--- because of one extreme row. With fewer than `minimum` cells there is no data.
---
--- Use it for response times, deal sizes, usage per customer (HubSpot once asked for a median of at least 5 apps used
--- per portal).
---
---     apps_in_use:
---       plugin: metrics/median
---       params: {table: portals, column: apps, minimum: 3}
---       points: {curve: {0: 0, 5: 100}}
return metric {
  unit   = "number",
  block  = "culture",
  params = {
    table   = { type = "table", help = "the rows to look at" },
    column  = { type = "column", of = "table", holds = "number", help = "what the median is taken of" },
    where   = { type = "filter", of = "table", default = {}, help = "which rows count" },
    minimum = { type = "integer", default = 1, min = 1, help = "fewer cells than this say nothing: no data" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.where)
    if rows:count(p.column) < p.minimum then return nil, "too few to take a median of" end
    return rows:median(p.column)
  end,
}
