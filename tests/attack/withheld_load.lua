-- must fail: load is not offered to plugins
return metric { value = function() return load end }
