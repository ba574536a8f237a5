--- What was paid on deals of earlier periods that came back, taken back.
---
---     amount = - sum over the rows of `paid`, or of `amount` * the rate on the day of the sale
---
--- A row counts when it came back (`returned_on`) within `window` and was sold (`sold_on`) before the window began: what
--- is sold and returned in the same period was never paid. With `within` only deals that came back so many days after the
--- sale count. `paid` is a column with what was paid on the row; without it the rate is applied again, as it was in force
--- on the day of the sale.
---
--- Use it for cancelled subscriptions, returned goods and unpaid invoices.
---
---     cancelled_deals:
---       plugin: incentives/clawback
---       params: {table: deals, amount: amount, sold_on: closed_on, returned_on: cancelled_on, rate: 5%, within: 180}
return incentive {
  block  = "governance",
  params = {
    table       = { type = "table", help = "the deals" },
    amount      = { type = "column", of = "table", holds = "number", optional = true, help = "what the rate was paid on" },
    paid        = { type = "column", of = "table", holds = "number", optional = true,
                    help = "what was paid on the row; left out, the rate says" },
    sold_on     = { type = "column", of = "table", holds = "date", help = "the day of the sale" },
    returned_on = { type = "column", of = "table", holds = "date", help = "the day on which it came back" },
    where       = { type = "filter", of = "table", default = {}, help = "which rows count" },
    window      = { type = "window", default = "period", help = "when it came back" },
    rate        = { type = "dated", item = "rate", default = 0, help = "the rate, or rates with from and until" },
    within      = { type = "integer", optional = true, min = 1, help = "days after the sale; left out, whenever it came back" },
  },
  award = function(partner, _, p)
    local back = partner[p.table]:where(p.where):where { [p.returned_on] = p.window, [p.sold_on] = { below = p.window.from } }
    local sum, rows = 0, 0
    for _, version in ipairs(p.rate) do
      for row in back:where { [p.sold_on] = version.span }:rows() do
        if not p.within or row[p.returned_on] - row[p.sold_on] <= p.within then
          sum = sum + (p.paid and row[p.paid] or p.amount and (row[p.amount] or 0) * version.value or 0)
          rows = rows + 1
        end
      end
    end
    sum = round(sum, 6)
    if sum == 0 then return nil, "nothing came back" end
    return { amount = -sum }, rows == 1 and "1 row came back" or rows .. " rows came back"
  end,
}
