--- The share of promises kept in time.
---
---     value = rows done on or before `due` + `grace` days / rows that were due
---
--- Looks at the rows of `table` that match `where` and were due by the period's last day. A row without a `done` date, or
--- with one after that day, is not done. Nothing due: no data.
---
--- Use it for milestones of a joint plan, forecasts handed in, invoices paid, training done before its deadline.
---
---     milestones_on_time:
---       plugin: metrics/on_time
---       params: {table: milestones, where: {due_on: period}, due: due_on, done: done_on, grace: 2}
---       points: {curve: {50%: 0, 95%: 100}}
---       missing: leave out
return metric {
  unit   = "ratio",
  block  = "processes",
  params = {
    table = { type = "table", help = "the rows to look at" },
    due   = { type = "column", of = "table", holds = "date", help = "the day by which it should be done" },
    done  = { type = "column", of = "table", holds = "date", help = "the day it was done; empty: not yet" },
    grace = { type = "integer", default = 0, min = 0, help = "days after the due date that still count" },
    where = { type = "filter", of = "table", default = {}, help = "which rows count" },
  },
  value = function(partner, p)
    local due = partner[p.table]:where(p.where):where { [p.due] = { to = p.period.to } }
    if #due == 0 then return nil, "nothing was due" end
    local kept = 0
    for row in due:where { [p.done] = { to = p.period.to } }:rows() do
      if row[p.done] <= row[p.due] + p.grace then kept = kept + 1 end
    end
    return kept / #due, ("%d of %d in time"):format(kept, #due)
  end,
}
