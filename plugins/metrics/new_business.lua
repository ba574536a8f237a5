--- Business with customers that are new, or new again.
---
---     value = sum of `column` over the rows in `window` of customers without a row in `before`
---
--- Without `column` the customers are counted. Rows are those of `table` that match `where`; rows of `before` are those
--- that match `before_where`, of the same table, and lie before `window`. With `before: trailing 27m` a customer that was
--- silent for the two years before the quarter is new again.
---
--- Use it for net new customers, cross-selling (a new `customer` may be a column of customer and product line), and for
--- terms such as Microsoft's booster of 2020: annual billing counted for customers without monthly billing in the twelve
--- months before.
---
---     new_business:
---       plugin: metrics/new_business
---       params: {table: deals, customer: customer, column: amount, where: {stage: won}, date: closed_on, before: trailing 27m}
---       points: {curve: {0: 0, 100000: 100}}
return metric {
  unit   = "number",
  block  = "metrics_motivators",
  params = {
    table        = { type = "table", help = "the rows to look at" },
    customer     = { type = "column", of = "table", help = "who is new" },
    column       = { type = "column", of = "table", holds = "number", optional = true,
                     help = "what is added up; left out, customers are counted" },
    where        = { type = "filter", of = "table", default = {}, help = "which rows count" },
    date         = { type = "column", of = "table", holds = "date", help = "the day of a row" },
    window       = { type = "window", default = "period", help = "the days that count" },
    before       = { type = "window", default = "until end", help = "the days in which a new customer has no row; cut at the window" },
    before_where = { type = "filter", of = "table", default = {}, help = "which rows make a customer an old one" },
  },
  value = function(partner, p)
    local rows, sum, new = partner[p.table], 0, 0
    local old, before = {}, rows:where(p.before_where):where { [p.date] = p.before }
    for _, customer in ipairs(before:where { [p.date] = { below = p.window.from } }:group(p.customer)) do old[customer.key] = true end
    for _, customer in ipairs(rows:where(p.where):where { [p.date] = p.window }:group(p.customer)) do
      if not old[customer.key] then
        new = new + 1
        sum = sum + (p.column and customer.rows:sum(p.column) or 1)
      end
    end
    return round(sum, 9), new == 1 and "1 new customer" or new .. " new customers"
  end,
}
