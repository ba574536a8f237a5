-- must fail: xpcall is not offered to plugins
return metric { value = function() return xpcall end }
