-- must fail: debug is not offered to plugins
return metric { value = function() return debug end }
