--- How many people hold what counts, once enough people hold what comes before.
---
--- Counts the different people of `holder` with one of the items in `counted`, but only when each item of `required` is
--- held by so many people; else it is 0, and the reason says what is short. A person may stand on several steps. Rows
--- are those that match `where` and are valid on the period's last day. `counts` says for single items in which days they
--- count, whatever the certificate itself says: a retired exam until a date, a new one from a date. Where one of two items is
--- enough on a step, `stands_for` says for which item of `required` the other one stands.
---
--- This is how Microsoft's partner capability score counts skills: two architects and two administrators open the gate,
--- the people of the last step score.
---
---     data_skills:
---       plugin: metrics/gated_holders
---       params: {table: certifications, holder: person, item: step, required: {architect: 2, administrator: 2}, counted: [engineer]}
---       points: {per_unit: 4, max: 40}

-- Valid on the last day. A row without an end has not ended.
local function valid(rows, p)
  local day, alive, retired = p.period.to, {}, {}
  if p.begins then alive[p.begins] = { to = day } end
  if p.ends then alive[p.ends] = { is_not = { below = day } } end
  for item, span in pairs(p.counts) do
    if not span:contains(day) then retired[#retired + 1] = item end
  end
  if #retired > 0 then alive[p.item] = { is_not = retired } end
  return rows:where(alive)
end

-- The item and those that stand for it.
local function either(item, p)
  local items = { item }
  for other, stood_for in pairs(p.stands_for) do
    if stood_for == item then items[#items + 1] = other end
  end
  return items
end

return metric {
  unit   = "people",
  block  = "people_organization",
  params = {
    table      = { type = "table", help = "the rows to look at" },
    holder     = { type = "column", of = "table", help = "the person" },
    item       = { type = "column", of = "table", help = "what is held" },
    required   = { type = "map", item = "integer", help = "item: people who have to hold it" },
    stands_for = { type = "map", item = "text", default = {}, help = "item: the item of required that it stands for" },
    counted    = { type = "list", item = "text", help = "items whose holders are counted" },
    where      = { type = "filter", of = "table", default = {}, help = "which rows count" },
    begins     = { type = "column", of = "table", holds = "date", optional = true,
                   help = "first day of validity; left out, always; empty, not begun" },
    ends       = { type = "column", of = "table", holds = "date", optional = true,
                   help = "last day of validity; left out or empty, it never ends" },
    counts     = { type = "map", item = "window", default = {}, help = "item: days on which it counts; items not named always do" },
  },
  value = function(partner, p)
    local rows = valid(partner[p.table]:where(p.where), p)
    for item, people in pairs(p.required) do
      local have = rows:where { [p.item] = either(item, p) }:distinct(p.holder)
      if have < people then return 0, ("%d of %d people hold %s"):format(have, people, item) end
    end
    return rows:where { [p.item] = p.counted }:distinct(p.holder)
  end,
}
