-- must not load: MiB of memory
local t = {}
for i = 1, 1e9 do t[i] = i .. "x" end
return metric { value = function() return #t end }
