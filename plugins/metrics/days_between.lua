--- How many days it takes from one date of a row to another.
---
---     value = mean (or median) of `to` - `from`, in days
---
--- Looks at the rows of `table` that match `where` and have both dates. None: no data. Fewer is mostly better, so the
--- curve falls.
---
--- Use it for sales cycles, time from lead to first contact, time to deploy, time to pay.
---
---     sales_cycle:
---       plugin: metrics/days_between
---       params: {table: deals, from: registered_on, to: closed_on, where: {stage: won, closed_on: period}, method: median}
---       points: {curve: {30: 100, 180: 0}}

local function median(list)
  table.sort(list)
  local middle = (#list + 1) // 2
  return (list[middle] + list[#list + 1 - middle]) / 2
end

return metric {
  unit   = "days",
  block  = "processes",
  params = {
    table  = { type = "table", help = "the rows to look at" },
    from   = { type = "column", of = "table", holds = "date", help = "the day it began" },
    to     = { type = "column", of = "table", holds = "date", help = "the day it ended" },
    where  = { type = "filter", of = "table", default = {}, help = "which rows count" },
    method = { type = "text", default = "mean", one_of = { "mean", "median" }, help = "what is made of all the rows" },
  },
  value = function(partner, p)
    local days, sum = {}, 0
    for row in partner[p.table]:where(p.where):where { [p.from] = any, [p.to] = any }:rows() do
      days[#days + 1] = row[p.to] - row[p.from]
      sum = sum + days[#days]
    end
    if #days == 0 then return nil, "no row with both dates" end
    if p.method == "median" then return median(days) end
    return sum / #days
  end,
}
