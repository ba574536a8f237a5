-- must fail: list of more than
return metric { reads = { deals = { "amount" } }, value = function(partner)
  local t = {}
  for i = 1, 100000 do t[i] = i end
  return partner.deals:where { amount = t }:count()
end }
