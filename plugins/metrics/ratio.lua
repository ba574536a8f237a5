--- One sum divided by another.
---
---     ratio = sum of `column` / sum of `per`
---
--- Both are taken of the rows of `table` that match `of`; `where` and `per_where` narrow down what counts above and below
--- the line. Left out, `column` and `per` count rows. It weighs big rows more than small ones, which a mean of ratios does
--- not. Nothing to divide by: no data.
---
--- Use it for revenue per deal, services per licence revenue, discount given per list price, support hours per customer.
---
---     services_attach:
---       plugin: metrics/ratio
---       params: {table: deals, of: {stage: won, closed_on: period}, column: services, per: amount}
---       points: {curve: {0: 0, 30%: 100}}

local function total(rows, column)
  if column then return rows:sum(column) end
  return rows:count()
end

return metric {
  unit   = "ratio",
  block  = "metrics_motivators",
  params = {
    table     = { type = "table", help = "the rows to look at" },
    of        = { type = "filter", of = "table", default = {}, help = "which rows count at all" },
    column    = { type = "column", of = "table", holds = "number", optional = true,
                  help = "added up above the line; left out, rows are counted" },
    where     = { type = "filter", of = "table", default = {}, help = "which of them count above the line" },
    per       = { type = "column", of = "table", holds = "number", optional = true,
                  help = "added up below the line; left out, rows are counted" },
    per_where = { type = "filter", of = "table", default = {}, help = "which of them count below the line" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.of)
    local below = total(rows:where(p.per_where), p.per)
    if below == 0 then return nil, "nothing to divide by" end
    return total(rows:where(p.where), p.column) / below
  end,
}
