-- must answer: 5050
local t = {}
for i = 1, 100 do local x = i t[i] = function() return x end end
return metric { value = function() local s = 0 for i = 1, 100 do s = s + t[i]() end return s end }
