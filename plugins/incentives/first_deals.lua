--- An amount for each of a new partner's first deals.
---
---     amount = sum over the deals of the period that are among the first `deals` of `window`, of the product's amount
---
--- `window` is the campaign, and may reach beyond the period: what was closed earlier in it uses up the number. Deals are
--- rows of `table` that match `where`, in the order of `date`. A partner takes part when, on the campaign's first day, it
--- had closed at most `before` deals in all its life, and had no lead in the `quiet` days before; or when it joined within
--- the campaign.
---
--- Klaviyo's bounty of 2025 paid for the first five deals of partners with at most one closed deal and no lead in the 180
--- days before.
---
---     bounty:
---       plugin: incentives/first_deals
---       params:
---         table: deals
---         where: {stage: won}
---         date: closed_on
---         window: 2025-04-22..2025-10-15
---         amount: 150
---         before: 1
---         joined: joined_on

local function is_new(partner, rows, p)
  local joined, first = p.joined and partner[p.joined], p.window.from
  if joined and p.window:contains(joined) then return true end
  if p.before and rows:where { [p.date] = { below = first } }:count() > p.before then return false, "had closed deals before" end
  local quiet = { from = first - p.quiet, to = first - 1 }
  if p.leads and partner[p.leads]:where { [p.lead_on] = quiet }:count() > 0 then return false, "had leads before" end
  return true
end

return incentive {
  block  = "metrics_motivators",
  params = {
    table   = { type = "table", help = "the deals" },
    where   = { type = "filter", of = "table", default = {}, help = "which rows count" },
    date    = { type = "column", of = "table", holds = "date", help = "the day of a deal" },
    window  = { type = "window", default = "until end", help = "the days of the campaign" },
    deals   = { type = "integer", default = 5, min = 1, help = "how many deals are paid" },
    product = { type = "column", of = "table", optional = true, help = "the text that decides the amount" },
    amounts = { type = "map", item = "money", default = {}, help = "product: amount" },
    amount  = { type = "money", default = 0, help = "the amount for all other deals" },
    before  = { type = "integer", optional = true, min = 0, help = "the most deals closed before the campaign; left out, any number" },
    joined  = { type = "attribute", holds = "date", optional = true, help = "first day in the program" },
    leads   = { type = "table", optional = true, help = "leads" },
    lead_on = { type = "column", of = "leads", holds = "date", optional = true, help = "the day of a lead" },
    quiet   = { type = "integer", default = 180, min = 1, help = "days without a lead before the campaign" },
  },
  award = function(partner, _, p)
    local rows = partner[p.table]:where(p.where)
    local new, why = is_new(partner, rows, p)
    if not new then return nil, why end
    local sum, paid = 0, 0
    for deal in rows:where { [p.date] = p.window }:first(p.deals, p.date):where { [p.date] = p.period }:rows() do
      sum = sum + (p.product and p.amounts[deal[p.product] or ""] or p.amount)
      paid = paid + 1
    end
    if sum == 0 then return nil, "none of the first deals is in the period" end
    return { amount = round(sum, 6) }, ("%d of the first %d"):format(paid, p.deals)
  end,
}
