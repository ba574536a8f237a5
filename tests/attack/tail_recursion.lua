-- must fail: ran for more than
local function f(n) return f(n + 1) end
return metric { value = function() return f(1) end }
