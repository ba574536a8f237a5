-- must fail: ran for more than
return metric { reads = { deals = { "amount" } }, value = function(partner)
  local n = 0
  while true do n = n + partner.deals:where { amount = { min = 0 } }:count() end
end }
