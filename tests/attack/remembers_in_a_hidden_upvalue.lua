-- must fail: 'n' at the top level was changed
local function counter() local n = 0 return { tick = function() n = n + 1 return n end } end
local tools = { deep = { er = counter() } }
return metric { value = function() return tools.deep.er.tick() end }
