-- must fail: (ran for more than|MiB of memory)
return metric { reads = { deals = { "amount" } }, value = function(partner)
  local all = {}
  while true do all[#all + 1] = partner.deals:where { amount = any } end
end }
