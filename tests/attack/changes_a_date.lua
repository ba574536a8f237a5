-- must fail: a date cannot be changed
return metric { value = function(_, p) p.period.to.day = 1 return 1 end }
