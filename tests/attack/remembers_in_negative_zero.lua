-- must fail: 'z' at the top level was changed
local z = 0.0
return metric { value = function() z = -z return 1 / z > 0 and 1 or 2 end }
