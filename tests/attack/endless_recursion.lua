-- must fail: (nested too deeply|MiB of memory)
local function f(n) return 1 + f(n + 1) end
return metric { value = function() return f(1) end }
