-- must fail: ran for more than
return metric { value = function() for i = 1, math.huge do end return 1 end }
