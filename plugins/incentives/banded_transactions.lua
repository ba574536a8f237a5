--- A rebate in bands, transaction by transaction.
---
---     each:    every row of `window` earns what the bands give on its own amount
---     running: it earns what they give on the total with it, less what they give on the total before it; the total runs
---              through the rows of `over` by `date`, rows of one day in the order of the file
---
--- The bands apply as `method` says. With `round` every row is rounded by itself. A row that earns less than `minimum` is
--- forfeited, one that earns more than `maximum` is cut. Returns are rows with negative amounts: running takes back what
--- they earned, each leaves them out. Rows without a date or an amount count nowhere.
---
--- Use it where the program pays by deal or invoice: amounts by size of the deal, rates that rise as the year adds up.
---
---     deal_bonus:
---       plugin: incentives/banded_transactions
---       params:
---         table: deals
---         amount: amount
---         date: closed_on
---         where: {stage: won}
---         bands: [{from: 0, to: 1000, rate: 0%}, {above: 1000, to: 10000, fee: 100}, {above: 10000, fee: 250}]
---         method: retroactive
---         take: each
local function paid(earned, p)
  if p.round then earned = round(earned, p.round) end
  if p.minimum and earned >= 0 and earned < p.minimum then return 0 end
  return p.maximum and math.min(earned, p.maximum) or earned
end

return incentive {
  block  = "metrics_motivators",
  params = {
    table   = { type = "table", help = "the transactions" },
    amount  = { type = "column", of = "table", holds = "number", help = "the amount that the bands are about" },
    date    = { type = "column", of = "table", holds = "date", help = "the day of a transaction" },
    where   = { type = "filter", of = "table", default = {}, help = "which transactions count" },
    window  = { type = "window", default = "period", help = "the days whose transactions are paid" },
    over    = { type = "window", default = "period", help = "with take: running, the days that add up to the total" },
    bands   = { type = "bands", help = "from this amount on: this rate; or a list of bands" },
    method  = { type = "method", of = "bands", default = "marginal", help = "how the bands are applied" },
    take    = { type = "text", one_of = { "each", "running" }, help = "each transaction alone, or as part of the total" },
    round   = { type = "integer", optional = true, min = 0, max = 6, help = "places that each transaction is rounded to" },
    minimum = { type = "money", optional = true, min = 0, help = "a transaction that earns less is forfeited" },
    maximum = { type = "money", optional = true, min = 0, help = "the most that a transaction earns" },
  },
  award = function(partner, _, p)
    local running = p.take == "running"
    local rows = partner[p.table]:where(p.where):where { [p.date] = running and p.over or p.window, [p.amount] = any }
    local total, before, amount, count = 0, 0, 0, 0
    for row in rows:first(#rows, p.date):rows() do
      total = running and round(total + row[p.amount], 6) or row[p.amount]
      local now = bands(total, p.bands, p.method)
      local earned = running and round(now - before, 9) or now
      before = now
      if p.window:contains(row[p.date]) then amount, count = amount + paid(earned, p), count + 1 end
    end
    amount = round(amount, 6)
    if amount == 0 then return nil, "the bands give nothing" end
    return { amount = amount }, count .. (count == 1 and " transaction" or " transactions")
  end,
}
