--- How much of a checklist is done.
---
---     value = items of the list that stand in `column` at least once / items of the list
---
--- Looks at the rows of `table` that match `where`. 1 is all of it; without rows it is 0. The reason names what is
--- missing.
---
--- Use it for attestations, onboarding steps, a joint business plan with its parts, mandatory training.
---
---     attestations:
---       plugin: metrics/checklist
---       params: {table: attestations, column: item, items: [code_of_conduct, anti_bribery], where: {attested_on: trailing 365d}}
---       points: {curve: {0: 0, 1: 100}}

local function missing(rows, p)
  local present, done, lacks = rows:values(p.column), {}, {}
  for i = 1, #present do done[present[i]] = true end
  for i = 1, #p.items do
    if not done[p.items[i]] then lacks[#lacks + 1] = p.items[i] end
  end
  return "lacks " .. table.concat(lacks, ", ")
end

return metric {
  unit   = "ratio",
  block  = "governance",
  params = {
    table  = { type = "table", help = "the rows to look at" },
    column = { type = "column", of = "table", help = "what was done" },
    items  = { type = "list", item = "text", help = "what has to be done" },
    where  = { type = "filter", of = "table", default = {}, help = "which rows count" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.where):where { [p.column] = p.items }
    local done = rows:distinct(p.column)
    if done < #p.items then return done / #p.items, missing(rows, p) end
    return 1
  end,
}
