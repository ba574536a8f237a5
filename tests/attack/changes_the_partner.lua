-- must fail: a partner is read-only
return metric { value = function(partner) partner.deals = {} return 1 end }
