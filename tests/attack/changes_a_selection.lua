-- must fail: a selection cannot be changed
return metric { reads = { deals = {} }, value = function(partner) partner.deals.x = 1 return 1 end }
