--- How many people hold what they need, on the period's last day.
---
--- Counts each person of the column `holder` once, over the rows of `table` that match `where` and are valid on that
--- day: begun (`begins` not later) and not ended (`ends` not earlier). With `at_least` above 1 a person counts only
--- with so many different values of `item`: Atlassian counts a professional with two different certificates. Without
--- rows it is 0.
---
--- Use it for certified, accredited or trained people.
---
---     certified_people:
---       plugin: metrics/holders
---       params: {table: certifications, holder: person, where: {level: [professional, expert]}, begins: issued_on, ends: expires_on}
---       points: {curve: {0: 0, 10: 100}}

-- Valid on the last day. A row without an end has not ended.
local function valid(rows, p)
  local day, alive = p.period.to, {}
  if p.begins then alive[p.begins] = { to = day } end
  if p.ends then alive[p.ends] = { is_not = { below = day } } end
  return rows:where(alive)
end

return metric {
  unit   = "people",
  block  = "people_organization",
  params = {
    table    = { type = "table", help = "the rows to look at" },
    holder   = { type = "column", of = "table", help = "the person" },
    item     = { type = "column", of = "table", optional = true, help = "what is held; needed when at_least is above 1" },
    at_least = { type = "integer", default = 1, min = 1, help = "different items that a person has to hold" },
    where    = { type = "filter", of = "table", default = {}, help = "which rows count" },
    begins   = { type = "column", of = "table", optional = true, help = "first day of validity; left out, always begun" },
    ends     = { type = "column", of = "table", optional = true, help = "last day of validity; left out or empty, it never ends" },
  },
  value = function(partner, p)
    local rows = valid(partner[p.table]:where(p.where), p)
    if p.at_least == 1 then return rows:distinct(p.holder) end
    local people = 0
    for _, person in ipairs(rows:group(p.holder)) do
      if person.rows:distinct(p.item) >= p.at_least then people = people + 1 end
    end
    return people
  end,
}
