--- A sum in which each row counts at the rate of its kind.
---
---     value = sum over the rows of rate[`kind`] * factor[`segment`] * `column`
---
--- `rates` is the rate card: a number for each text of the column `kind`; kinds that are not on the card count at the
--- rate `other`. Without `column` each row counts once at its rate. With `segment` a second column multiplies: rows whose
--- text is not in `factors` count as they are. Rows are those that match `where`.
---
--- Use it for activity points, product multipliers, and for turning units of different things into one (Microsoft's
--- monthly consumption value: users times a rate per workload). IBM tripled the points of deals with medium-sized
--- customers: that is a factor.
---
---     activity_points:
---       plugin: metrics/weighted_sum
---       params: {table: activities, kind: activity, rates: {event: 10, webinar: 4, post: 1}, where: {held_on: trailing 12m}}
---       points: {curve: {0: 0, 60: 100}}
local function units(rows, p)
  if p.column then return rows:sum(p.column) end
  return rows:count()
end

local function multiplied(rows, p)
  local sum = units(rows, p)
  for segment, factor in pairs(p.factors) do
    sum = sum + (factor - 1) * units(rows:where { [p.segment] = segment }, p)
  end
  return sum
end

return metric {
  unit   = "number",
  block  = "tools_technology",
  params = {
    table   = { type = "table", help = "the rows to look at" },
    kind    = { type = "column", of = "table", help = "the text that decides the rate" },
    rates   = { type = "map", item = "number", help = "the rate card" },
    other   = { type = "number", default = 0, help = "the rate of kinds that are not on the card" },
    segment = { type = "column", of = "table", optional = true, help = "the text that decides the factor" },
    factors = { type = "map", item = "number", default = {}, help = "segment: factor" },
    column  = { type = "column", of = "table", holds = "number", optional = true, help = "what is multiplied by the rate; left out, 1" },
    where   = { type = "filter", of = "table", default = {}, help = "which rows count" },
  },
  value = function(partner, p)
    local sum = 0
    for _, kind in ipairs(partner[p.table]:where(p.where):group(p.kind)) do
      sum = sum + (p.rates[kind.key] or p.other) * multiplied(kind.rows, p)
    end
    return round(sum, 9)
  end,
}
