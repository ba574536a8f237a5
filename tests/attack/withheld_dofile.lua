-- must fail: dofile is not offered to plugins
return metric { value = function() return dofile end }
