-- must fail: not finite
return metric { value = function() return math.huge end }
