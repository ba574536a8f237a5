--- How much of the partner's own target is reached.
---
---     attainment = sum of `column` / target
---
--- The target is a column of the partner table, so each partner has its own; `parts` divides it (4 makes a quarter's
--- target of a yearly one). Rows are those that match `where`. Without a target there is no data.
---
--- With `joined`, a partner that joined within `window` has the share of the target that its days in it have of all days
--- of the window (Oracle's proration). One that joins later has no target yet.
---
--- Use it for quota attainment, and with open deals for pipeline coverage (3 is a pipeline of three times the target).
---
---     quota:
---       plugin: metrics/attainment
---       params: {table: deals, column: amount, where: {stage: won, closed_on: period}, target: yearly_target, parts: 4}
---       points: {curve: {50%: 0, 100%: 80, 150%: 100}}

local function share_of_window(partner, p)
  local joined = p.joined and partner[p.joined]
  if not joined or joined <= p.window.from then return 1 end
  return math.max(0, p.window.to - joined + 1) / p.window.days
end

return metric {
  unit   = "ratio",
  block  = "metrics_motivators",
  params = {
    table  = { type = "table", help = "the rows to look at" },
    column = { type = "column", of = "table", holds = "number", help = "what is added up" },
    target = { type = "attribute", holds = "number", help = "the partner's target" },
    parts  = { type = "number", default = 1, min = 1, help = "for how many periods the target is" },
    where  = { type = "filter", of = "table", default = {}, help = "which rows count" },
    joined = { type = "attribute", holds = "date", optional = true,
               help = "first day in the program; left out, everybody has the whole target" },
    window = { type = "window", default = "period", help = "the days that the target is for" },
  },
  value = function(partner, p)
    local target = (partner[p.target] or 0) / p.parts * share_of_window(partner, p)
    if target <= 0 then return nil, "no target" end
    return partner[p.table]:where(p.where):sum(p.column) / target
  end,
}
