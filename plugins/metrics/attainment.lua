--- How much of the partner's own target is reached.
---
---     attainment = sum of `column` / target
---
--- The target is a column of the partner table, so each partner has its own; `parts` divides it (4 makes a quarter's
--- target of a yearly one). Rows are those that match `where`. Without a target there is no data.
---
--- Use it for quota attainment, and with open deals for pipeline coverage (3 is a pipeline of three times the target).
---
---     quota:
---       plugin: metrics/attainment
---       params: {table: deals, column: amount, where: {stage: won, closed_on: period}, target: yearly_target, parts: 4}
---       points: {curve: {50%: 0, 100%: 80, 150%: 100}}
return metric {
  unit   = "ratio",
  block  = "metrics_motivators",
  params = {
    table  = { type = "table", help = "the rows to look at" },
    column = { type = "column", of = "table", help = "what is added up" },
    target = { type = "attribute", help = "the partner's target" },
    parts  = { type = "number", default = 1, min = 1, help = "for how many periods the target is" },
    where  = { type = "filter", of = "table", default = {}, help = "which rows count" },
  },
  value = function(partner, p)
    local target = (partner[p.target] or 0) / p.parts
    if target <= 0 then return nil, "no target" end
    return partner[p.table]:where(p.where):sum(p.column) / target
  end,
}
