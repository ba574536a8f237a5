-- must fail: is_not of .amount. stands alone
return metric { reads = { deals = { "amount" } }, value = function(partner)
  local t = {}
  t.is_not = t
  return partner.deals:where { amount = t }:count()
end }
