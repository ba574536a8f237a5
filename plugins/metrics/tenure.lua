--- How long ago a date of the partner is, on the period's last day.
---
--- Whole months or years are counted, as birthdays are: from 2024-07-01 to 2026-09-30 it is 26 months, from 2026-10-01
--- on 27. Days are simply days. A date still to come gives a negative number; an empty one is no data.
---
--- Use it for time in the program, time since the contract was signed, age of the last audit.
---
---     tenure:
---       plugin: metrics/tenure
---       params: {since: joined_on, unit: months}
---       points: {curve: {0: 0, 36: 100}}

local function months(from, to)
  local count = (to.year - from.year) * 12 + to.month - from.month
  if to.day < from.day then count = count - 1 end
  return count
end

return metric {
  unit   = "months",
  block  = "culture",
  params = {
    since = { type = "attribute", holds = "date", help = "the date, a column of the partner table" },
    unit  = { type = "text", default = "months", one_of = { "days", "months", "years" }, help = "what is counted" },
  },
  value = function(partner, p)
    local since, day = partner[p.since], p.period.to
    if not since then return nil, "the date is not known" end
    if p.unit == "days" then return day - since end
    if p.unit == "months" then return months(since, day) end
    return math.floor(months(since, day) / 12)
  end,
}
