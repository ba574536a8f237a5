-- must fail: package is not offered to plugins
return metric { value = function() return package end }
