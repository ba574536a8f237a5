-- must fail: outside the years 1 to 9999
return metric { value = function(_, p) return (p.period.to + (1 << 62)).year end }
