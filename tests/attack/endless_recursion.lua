-- must fail: too deeply
local function f(n) return 1 + f(n + 1) end
return metric { value = function() return f(1) end }
