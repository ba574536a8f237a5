-- must fail: a selection is needed here, this is a date
return metric { reads = { deals = { "amount" } }, value = function(partner, p)
  return partner.deals.where(p.period.to, {}):count()
end }
