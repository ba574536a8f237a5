-- must fail: (cannot be compared|nested|too deeply|knows no|stack overflow)
return metric { reads = { deals = { "amount" } }, value = function(partner)
  local t = {}
  t.is_not = t
  return partner.deals:where { amount = t }:count()
end }
