--- Days from a date of the partner to the first thing that happened.
---
---     value = first `date` on or after `since` - `since`
---
--- Looks at the rows of `table` that match `where`, up to the period's last day. Not happened yet: no data, so a new
--- partner is not punished for being new. Fewer is better, so the curve falls.
---
--- Use it for how fast a partner gets going: from contract to first deal, first certificate, first login.
---
---     first_deal:
---       plugin: metrics/time_to_first
---       params: {since: joined_on, table: deals, date: closed_on, where: {stage: won}}
---       points: {curve: {60: 100, 365: 0}}
---       missing: leave out
return metric {
  unit   = "days",
  block  = "processes",
  params = {
    since = { type = "attribute", holds = "date", help = "the day it began, a column of the partner table" },
    table = { type = "table", help = "the rows to look at" },
    date  = { type = "column", of = "table", holds = "date", help = "the day of a row" },
    where = { type = "filter", of = "table", default = {}, help = "which rows count" },
  },
  value = function(partner, p)
    local since = partner[p.since]
    if not since then return nil, "the day it began is not known" end
    local first = partner[p.table]:where(p.where):where { [p.date] = { from = since, to = p.period.to } }:min(p.date)
    if not first then return nil, "has not happened yet" end
    return first - since
  end,
}
