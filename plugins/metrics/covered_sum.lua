--- The sum of what happened on days that are covered.
---
---     value = sum of `column` over the rows of `table` whose `date` lies within a row of `covers`
---
--- A row of `covers` covers from its day `begins` to its day `ends`, both included; an empty end covers all days since. With
--- `key` and `covers_key` only rows of the same text cover. Days that two rows cover count once. Without `column` rows are
--- counted. Rows are those that match `where` and `covers_where`.
---
--- Use it where eligibility comes and goes by the day: Microsoft's partner earned credit counts a resource's consumption
--- on the days on which the partner has access to it. Also for sales under a valid contract, or while certified.
---
---     credited_consumption:
---       plugin: metrics/covered_sum
---       params:
---         table: usage
---         column: consumption
---         date: used_on
---         where: {used_on: period}
---         key: resource
---         covers: access
---         covers_key: resource
---         begins: granted_on
---         ends: revoked_on
---       points: {curve: {0: 0, 10000: 100}}

-- The union of spans that may overlap, as a list in order.
local function union(rows, p)
  local spans = {}
  for row in rows:first(#rows, p.begins):rows() do
    local from, to, last = row[p.begins], p.ends and row[p.ends] or p.period.to, spans[#spans]
    if last and from <= last.to then
      if to > last.to then last.to = to end
    elseif from <= to then
      spans[#spans + 1] = { from = from, to = to }
    end
  end
  return spans
end

local function covered(rows, covers, p)
  local sum = 0
  for _, span in ipairs(union(covers, p)) do
    local part = rows:where { [p.date] = span }
    sum = sum + (p.column and part:sum(p.column) or part:count())
  end
  return sum
end

return metric {
  unit   = "number",
  block  = "governance",
  params = {
    table        = { type = "table", help = "what happened" },
    column       = { type = "column", of = "table", holds = "number", optional = true,
                     help = "what is added up; left out, rows are counted" },
    date         = { type = "column", of = "table", holds = "date", help = "the day of a row" },
    where        = { type = "filter", of = "table", default = {}, help = "which rows count" },
    key          = { type = "column", of = "table", optional = true, help = "what has to be covered; left out, the partner" },
    covers       = { type = "table", help = "what covers" },
    covers_key   = { type = "column", of = "covers", optional = true, help = "what it covers; needed with key" },
    covers_where = { type = "filter", of = "covers", default = {}, help = "which rows cover" },
    begins       = { type = "column", of = "covers", holds = "date", help = "the first day covered" },
    ends         = { type = "column", of = "covers", holds = "date", optional = true, help = "the last day covered; empty, there is none" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.where):where { [p.date] = { to = p.period.to } }
    local covers = partner[p.covers]:where(p.covers_where)
    if not p.key then return round(covered(rows, covers, p), 9) end
    local sum = 0
    for _, one in ipairs(rows:group(p.key)) do
      sum = sum + covered(one.rows, covers:where { [p.covers_key] = one.key }, p)
    end
    return round(sum, 9)
  end,
}
