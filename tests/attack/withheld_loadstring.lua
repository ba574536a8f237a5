-- must fail: loadstring is not offered to plugins
return metric { value = function() return loadstring end }
