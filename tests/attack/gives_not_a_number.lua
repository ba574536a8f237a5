-- must fail: not finite
return metric { value = function() return 0 / 0 end }
