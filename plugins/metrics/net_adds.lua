--- Customers won less customers lost.
---
---     value = customers in `window` - customers in `baseline`
---
--- A customer counts in a window when its rows there add up to at least `minimum` of `column`; without `column` one row
--- is enough. With `by` it is enough that one month (quarter, year) of the window reaches the minimum. Rows are those of
--- `table` that match `where`. It can be negative.
---
--- This is Microsoft's net customer adds: customers above a monthly consumption in one of the last two months, less the
--- same count a year earlier.
---
---     net_customer_adds:
---       plugin: metrics/net_adds
---       params: {table: usage, customer: tenant, column: consumption, minimum: 1000, date: used_on, baseline: period - 1y}
---       points: {per_unit: 10, min: 0, max: 30}

local function enough(rows, spans, p)
  if not p.column then return true end
  for _, span in ipairs(spans) do
    if rows:where { [p.date] = span }:sum(p.column) >= p.minimum then return true end
  end
  return false
end

local function customers(rows, window, p)
  local count, spans = 0, p.by and window[p.by](window) or { window }
  for _, customer in ipairs(rows:where { [p.date] = window }:group(p.customer)) do
    if enough(customer.rows, spans, p) then count = count + 1 end
  end
  return count
end

return metric {
  unit   = "count",
  block  = "metrics_motivators",
  params = {
    table    = { type = "table", help = "the rows to look at" },
    customer = { type = "column", of = "table", help = "who is counted" },
    column   = { type = "column", of = "table", optional = true, help = "what is added up for each; left out, one row is enough" },
    minimum  = { type = "number", default = 0, help = "what a customer's sum has to reach" },
    by       = { type = "text", optional = true, one_of = { "months", "quarters", "years" }, help = "one of these is enough" },
    where    = { type = "filter", of = "table", default = {}, help = "which rows count" },
    date     = { type = "column", of = "table", help = "the day of a row" },
    window   = { type = "window", default = "period", help = "now" },
    baseline = { type = "window", default = "period - 1y", help = "before" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.where)
    return customers(rows, p.window, p) - customers(rows, p.baseline, p)
  end,
}
