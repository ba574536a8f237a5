-- must not load: (manifest is larger than|MiB of memory)
local t = { value = function() return 1 end, params = {} }
for i = 1, 100000 do t.params["p" .. i] = { type = "number", default = i } end
return metric(t)
