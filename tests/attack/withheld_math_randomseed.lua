-- must fail: math.randomseed is not offered
return metric { value = function() return math.randomseed(1) end }
