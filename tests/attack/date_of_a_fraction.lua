-- must fail: whole days
return metric { value = function(_, p) return (p.period.to + 0.5).year end }
