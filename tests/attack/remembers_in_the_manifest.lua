-- must fail: nothing is called 'm' here
local t = { value = function() m.n = 1 return 1 end }
return metric(t)
