--- Days since something happened last, on the period's last day.
---
--- Looks at the rows of `table` that match `where`, up to the period's last day; what lies after it is not known yet. 0
--- is the last day itself. Never happened: no data. Fewer is better, so the curve falls.
---
--- Use it for the last business review, last won deal, last login to the portal, last training.
---
---     last_review:
---       plugin: metrics/recency
---       params: {table: reviews, date: held_on}
---       points: {curve: {90: 100, 365: 0}}
return metric {
  unit   = "days",
  block  = "processes",
  params = {
    table = { type = "table", help = "the rows to look at" },
    date  = { type = "column", of = "table", holds = "date", help = "the day of a row" },
    where = { type = "filter", of = "table", default = {}, help = "which rows count" },
  },
  value = function(partner, p)
    local last = partner[p.table]:where(p.where):where { [p.date] = { to = p.period.to } }:max(p.date)
    if not last then return nil, "never happened" end
    return p.period.to - last
  end,
}
