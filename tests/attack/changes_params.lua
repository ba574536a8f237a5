-- must fail: p is read-only
return metric { value = function(_, p) p.period = 1 return 1 end }
