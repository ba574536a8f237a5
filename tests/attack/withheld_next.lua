-- must fail: next is not offered to plugins
return metric { value = function() return next end }
