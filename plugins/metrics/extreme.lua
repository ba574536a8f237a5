--- The highest or the lowest cell of a column.
---
---     value = the highest (or the lowest) `column` of the rows of `table` that match `where`
---
--- Empty cells are passed over; nothing but empty cells is no data.
---
--- Use it where one row decides: the longest answer to an escalation, the largest deal, the app with most installs
--- (Atlassian asks its silver partners for a bug bounty on just that app: no other app may have more installs than the
--- most used of those with a bounty).
---
---     slowest_answer:
---       plugin: metrics/extreme
---       params: {table: tickets, column: hours, where: {opened_on: period}}
---       points: {curve: {24: 100, 48: 0}}
---       missing: leave out
return metric {
  unit   = "number",
  block  = "processes",
  params = {
    table  = { type = "table", help = "the rows to look at" },
    column = { type = "column", of = "table", holds = "number", help = "the column of which one cell is taken" },
    where  = { type = "filter", of = "table", default = {}, help = "which rows count" },
    take   = { type = "text", one_of = { "highest", "lowest" }, default = "highest", help = "which cell is taken" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.where)
    local cell
    if p.take == "highest" then cell = rows:max(p.column) else cell = rows:min(p.column) end
    if not cell then return nil, "nothing to take the " .. p.take .. " of" end
    return cell
  end,
}
