--- A sum in which each row counts at the rate of its kind.
---
---     value = sum over the rows of rate[`kind`] * `column`
---
--- `rates` is the rate card: a number for each text of the column `kind`; kinds that are not on the card count at the
--- rate `other`. Without `column` each row counts once at its rate. Rows are those that match `where`.
---
--- Use it for activity points, product multipliers, and for turning units of different things into one (Microsoft's
--- monthly consumption value: users times a rate per workload).
---
---     activity_points:
---       plugin: metrics/weighted_sum
---       params: {table: activities, kind: activity, rates: {event: 10, webinar: 4, post: 1}, where: {held_on: trailing 12m}}
---       points: {curve: {0: 0, 60: 100}}
return metric {
  unit   = "number",
  block  = "tools_technology",
  params = {
    table  = { type = "table", help = "the rows to look at" },
    kind   = { type = "column", of = "table", help = "the text that decides the rate" },
    rates  = { type = "map", item = "number", help = "the rate card" },
    other  = { type = "number", default = 0, help = "the rate of kinds that are not on the card" },
    column = { type = "column", of = "table", optional = true, help = "what is multiplied by the rate; left out, 1" },
    where  = { type = "filter", of = "table", default = {}, help = "which rows count" },
  },
  value = function(partner, p)
    local sum = 0
    for _, kind in ipairs(partner[p.table]:where(p.where):group(p.kind)) do
      local units = p.column and kind.rows:sum(p.column) or kind.rows:count()
      sum = sum + (p.rates[kind.key] or p.other) * units
    end
    return round(sum, 9)
  end,
}
