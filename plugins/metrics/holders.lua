--- How many people hold what they need, on the period's last day.
---
--- Counts each person of the column `holder` once, over the rows of `table` that match `where` and are valid on that
--- day: begun (`begins` not later) and not ended (`ends` not earlier). With `at_least` above 1 a person counts only
--- with so many different values of `item`: Atlassian counts a professional with two different certificates. Without
--- rows it is 0.
---
--- `counts` says for single items in which days they count, whatever the certificate itself says: a retired exam until a
--- date, a new one from a date. With `best_day` the day of that window is taken on which most people hold what they need
--- (Microsoft's partners qualify by any day of the last months).
---
--- Use it for certified, accredited or trained people.
---
---     certified_people:
---       plugin: metrics/holders
---       params: {table: certifications, holder: person, where: {level: [professional, expert]}, begins: issued_on, ends: expires_on}
---       points: {curve: {0: 0, 10: 100}}

-- Valid on a day. A row without an end has not ended.
local function valid(rows, day, p)
  local alive, retired = {}, {}
  if p.begins then alive[p.begins] = { to = day } end
  if p.ends then alive[p.ends] = { is_not = { below = day } } end
  for item, span in pairs(p.counts) do
    if not span:contains(day) then retired[#retired + 1] = item end
  end
  if #retired > 0 then alive[p.item] = { is_not = retired } end
  return rows:where(alive)
end

local function holders(rows, day, p)
  rows = valid(rows, day, p)
  if p.at_least == 1 then return rows:distinct(p.holder) end
  local people = 0
  for _, person in ipairs(rows:group(p.holder)) do
    if person.rows:distinct(p.item) >= p.at_least then people = people + 1 end
  end
  return people
end

-- Their number rises only on these days.
local function days_to_try(rows, p)
  local days = { p.best_day.from }
  for _, span in pairs(p.counts) do
    if p.best_day:contains(span.from) then days[#days + 1] = span.from end
  end
  if p.begins then
    for _, begun in ipairs(rows:where { [p.begins] = p.best_day }:group(p.begins)) do days[#days + 1] = begun.key end
  end
  return days
end

return metric {
  unit   = "people",
  block  = "people_organization",
  params = {
    table    = { type = "table", help = "the rows to look at" },
    holder   = { type = "column", of = "table", help = "the person" },
    item     = { type = "column", of = "table", optional = true, help = "what is held; needed with at_least above 1 and with counts" },
    at_least = { type = "integer", default = 1, min = 1, help = "different items that a person has to hold" },
    where    = { type = "filter", of = "table", default = {}, help = "which rows count" },
    begins   = { type = "column", of = "table", holds = "date", optional = true,
                 help = "first day of validity; left out, always; empty, not begun" },
    ends     = { type = "column", of = "table", holds = "date", optional = true,
                 help = "last day of validity; left out or empty, it never ends" },
    counts   = { type = "map", item = "window", default = {}, help = "item: days on which it counts; items not named always do" },
    best_day = { type = "window", optional = true, help = "the best of these days counts; left out, the period's last day" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.where)
    if not p.best_day then return holders(rows, p.period.to, p) end
    local best, on = -1, nil
    for _, day in ipairs(days_to_try(rows, p)) do
      local people = holders(rows, day, p)
      if people > best then best, on = people, day end
    end
    return best, "on " .. tostring(on)
  end,
}
