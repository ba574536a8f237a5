-- must fail: metric is for the top level
local make = metric
return metric { value = function() return make { value = 1 } end }
