-- must fail: print is not offered to plugins
return metric { value = function() return print end }
