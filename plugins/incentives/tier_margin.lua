--- Extra margin that depends on the tier.
---
--- Awards the rate that `margins` gives to the partner's tier; tiers that it does not name get nothing. With `metric`
--- it is awarded only when that metric is at least `at_least`.
---
--- Use it for deal registration that is worth more to higher tiers: Veeam's guide of 2018 gave 8, 10 and 12 points from
--- silver up.
---
---     deal_registration:
---       plugin: incentives/tier_margin
---       params: {margins: {silver: 8%, gold: 10%, platinum: 12%}, metric: registered_deals, at_least: 1}
return incentive {
  block  = "tools_technology",
  params = {
    margins  = { type = "map", keys = "tier", item = "rate", help = "tier: rate" },
    metric   = { type = "metric", optional = true, help = "what has to be reached besides" },
    at_least = { type = "number", default = 1, help = "how much of it" },
  },
  award = function(_, card, p)
    local margin = p.margins[card.tier]
    if not margin then return nil, "not for this tier" end
    if p.metric and (card.metrics[p.metric].value or -math.huge) < p.at_least - 1e-9 then
      return nil, p.metric .. " is below " .. number(p.at_least)
    end
    return { margin = margin }
  end,
}
