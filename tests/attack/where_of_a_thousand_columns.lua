-- must fail: (where takes at most|deals has no column)
return metric { reads = { deals = { "amount" } }, value = function(partner)
  local t = {}
  for i = 1, 1000 do t["c" .. i] = i end
  return partner.deals:where(t):count()
end }
