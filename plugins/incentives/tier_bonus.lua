--- A fixed amount that depends on the tier.
---
--- Awards the amount that `amounts` gives to the partner's tier; tiers that it does not name get nothing.
---
--- Use it for marketing contributions, training vouchers, demo equipment: whatever a tier comes with each period.
---
---     training_voucher:
---       plugin: incentives/tier_bonus
---       params: {amounts: {gold: 1000, platinum: 2500}}
return incentive {
  block  = "people_organization",
  params = {
    amounts = { type = "map", keys = "tier", item = "money", help = "tier: amount" },
  },
  award = function(_, card, p)
    local amount = p.amounts[card.tier]
    if not amount then return nil, "not for this tier" end
    return { amount = amount }
  end,
}
