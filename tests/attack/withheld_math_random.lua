-- must fail: math.random is not offered
return metric { value = function() return math.random(1) end }
