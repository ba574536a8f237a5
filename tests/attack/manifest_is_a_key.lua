-- must fail: as a key
local t = {}
t[t] = 1
return metric { value = function() return t and 1 end }
