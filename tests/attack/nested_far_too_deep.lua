-- must fail: nested too deeply
local t = {}
local root = t
for i = 1, 100000 do t.t = {} t = t.t end
return metric { value = function() return root and 1 end }
