-- must fail: .
return metric { value = function() return select(-(1 << 62), 1) end }
