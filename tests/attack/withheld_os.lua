-- must fail: os is not offered to plugins
return metric { value = function() return os end }
