-- must not load: nested too deeply
local t = { value = function() return 1 end, params = {} }
t.params.params = t.params
return metric(t)
