--- The share of what is valid on the period's last day that will end soon.
---
---     value = valid rows that end within `days` days after the last day / valid rows
---
--- 0 is good, 1 says that all of it is about to end. Rows are those of `table` that match `where`. Nothing valid: no
--- data. Fewer is better, so the curve falls.
---
--- Use it as an early warning for certificates, contracts, insurance and accreditations.
---
---     certificates_ending:
---       plugin: metrics/expiring_soon
---       params: {table: certifications, begins: issued_on, ends: expires_on, days: 90}
---       points: {curve: {0: 100, 50%: 0}}
---       missing: leave out

-- Valid on the last day. A row without an end has not ended.
local function valid(rows, p)
  local alive = { [p.ends] = { is_not = { below = p.period.to } } }
  if p.begins then alive[p.begins] = { to = p.period.to } end
  return rows:where(alive)
end

return metric {
  unit   = "ratio",
  block  = "people_organization",
  params = {
    table  = { type = "table", help = "the rows to look at" },
    begins = { type = "column", of = "table", holds = "date", optional = true,
               help = "first day of validity; left out, always; empty, not begun" },
    ends   = { type = "column", of = "table", holds = "date", help = "last day of validity; empty, it never ends" },
    days   = { type = "integer", default = 90, min = 1, help = "how soon is soon" },
    where  = { type = "filter", of = "table", default = {}, help = "which rows count" },
  },
  value = function(partner, p)
    local rows = valid(partner[p.table]:where(p.where), p)
    if #rows == 0 then return nil, "nothing is valid" end
    local ending = rows:where { [p.ends] = { to = p.period.to + p.days } }
    return #ending / #rows, ("%d of %d end within %d days"):format(#ending, #rows, p.days)
  end,
}
