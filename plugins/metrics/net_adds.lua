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

local function worth(rows, p)
  if not p.kind then return rows:sum(p.column) end
  local sum = 0
  for _, kind in ipairs(rows:group(p.kind)) do sum = sum + (p.rates[kind.key] or 0) * kind.rows:sum(p.column) end
  return round(sum, 9)
end

local function best(rows, spans, p)
  if not p.column then return math.huge end
  local most = -math.huge
  for _, span in ipairs(spans) do most = math.max(most, worth(rows:where { [p.date] = span }, p)) end
  return most
end

local function customers(rows, window, p)
  local reached, spans = {}, p.by and window[p.by](window) or { window }
  for _, customer in ipairs(rows:where { [p.date] = window }:group(p.customer)) do
    reached[customer.key] = best(customer.rows, spans, p)
  end
  return reached
end

-- Those that reach the minimum here and were, or are, below the other bound there.
local function won(here, there, p)
  local count = 0
  for customer, reached in pairs(here) do
    if reached >= p.minimum and (there[customer] or -math.huge) < (p.lost_below or p.minimum) then count = count + 1 end
  end
  return count
end

return metric {
  unit   = "count",
  block  = "metrics_motivators",
  params = {
    table      = { type = "table", help = "the rows to look at" },
    customer   = { type = "column", of = "table", help = "who is counted" },
    column     = { type = "column", of = "table", holds = "number", optional = true,
                   help = "what is added up for each; left out, one row is enough" },
    kind       = { type = "column", of = "table", optional = true, help = "the text that decides at which rate a row counts" },
    rates      = { type = "map", item = "number", default = {}, help = "with kind: the rate card" },
    minimum    = { type = "number", default = 0, help = "what a customer's sum has to reach" },
    lost_below = { type = "number", optional = true, help = "a customer above this is not lost yet; left out, minimum" },
    by         = { type = "text", optional = true, one_of = { "months", "quarters", "years" }, help = "one of these is enough" },
    where      = { type = "filter", of = "table", default = {}, help = "which rows count" },
    date       = { type = "column", of = "table", holds = "date", help = "the day of a row" },
    window     = { type = "window", default = "period", help = "now" },
    baseline   = { type = "window", default = "period - 1y", help = "before" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.where)
    local now, before = customers(rows, p.window, p), customers(rows, p.baseline, p)
    return won(now, before, p) - won(before, now, p)
  end,
}
