-- must fail: warn is not offered to plugins
return metric { value = function() return warn end }
