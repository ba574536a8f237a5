--- How much of what was there before is still there.
---
---     customers: customers of `baseline` that are also customers of `window` / customers of `baseline`
---     revenue:   sum over the customers of `baseline` of the smaller of now and before / sum of before
---
--- Without `column` customers are counted. With it, it is gross revenue retention: a customer that grew counts for what
--- it was, so growth elsewhere does not hide a loss. Churn is 1 - retention; give the curve accordingly. Nobody before:
--- no data.
---
---     retention:
---       plugin: metrics/retention
---       params: {table: subscriptions, customer: customer, column: amount, date: billed_on, baseline: period - 1y}
---       points: {curve: {70%: 0, 95%: 100}}

local function total(rows, column)
  if column then return rows:sum(column) end
  return 1
end

return metric {
  unit   = "ratio",
  block  = "metrics_motivators",
  params = {
    table    = { type = "table", help = "the rows to look at" },
    customer = { type = "column", of = "table", help = "who is retained" },
    column   = { type = "column", of = "table", holds = "number", optional = true, help = "revenue; left out, customers are counted" },
    where    = { type = "filter", of = "table", default = {}, help = "which rows count" },
    date     = { type = "column", of = "table", holds = "date", help = "the day of a row" },
    window   = { type = "window", default = "period", help = "now" },
    baseline = { type = "window", default = "period - 1y", help = "before" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.where)
    local now, kept, before = {}, 0, 0
    for _, customer in ipairs(rows:where { [p.date] = p.window }:group(p.customer)) do
      now[customer.key] = total(customer.rows, p.column)
    end
    for _, customer in ipairs(rows:where { [p.date] = p.baseline }:group(p.customer)) do
      local was = total(customer.rows, p.column)
      before, kept = before + was, kept + math.min(was, now[customer.key] or 0)
    end
    if before <= 0 then return nil, "nobody before to retain" end
    return kept / before
  end,
}
