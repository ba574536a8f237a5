--- What is missing to a guaranteed amount.
---
---     amount = `guarantee` less the surplus carried, less what was reached in the period's month, quarter or year
---
--- What was reached is the sum of `column`, such as royalties or commissions. With `cumulative` what is reached beyond the
--- guarantee is carried to the next months (quarters, years) of `window` and lowers the guarantee there; without it each
--- one stands by itself. What was missing before was paid then and is not carried. The last one of the window is settled.
---
--- Use it for royalty guarantees and for commissions guaranteed in a partner's first year.
---
---     royalty_guarantee:
---       plugin: incentives/guarantee
---       params: {table: royalties, column: amount, date: due_on, guarantee: 10000, cumulative: yes}

local function missing(rows, spans, p)
  local surplus, short = 0, 0
  for _, span in ipairs(spans) do
    local over = rows:where { [p.date] = span }:sum(p.column) - (p.guarantee - surplus)
    short = math.max(0, -over)
    surplus = p.cumulative and math.max(0, over) or 0
  end
  return round(short, 6)
end

return incentive {
  block  = "metrics_motivators",
  params = {
    table      = { type = "table", help = "what was reached" },
    column     = { type = "column", of = "table", holds = "number", help = "what is added up" },
    where      = { type = "filter", of = "table", default = {}, help = "which rows count" },
    date       = { type = "column", of = "table", holds = "date", help = "the day of a row" },
    guarantee  = { type = "money", min = 0, help = "the amount guaranteed for each month, quarter or year" },
    by         = { type = "text", default = "quarters", one_of = { "months", "quarters", "years" }, help = "for what it is guaranteed" },
    window     = { type = "window", default = "ytd", help = "in which a surplus is carried; the last of its parts is settled" },
    cumulative = { type = "yes/no", default = false, help = "whether a surplus is carried" },
  },
  award = function(partner, _, p)
    local short = missing(partner[p.table]:where(p.where), p.window[p.by](p.window), p)
    if short == 0 then return nil, "the guarantee is reached" end
    return { amount = short }
  end,
}
