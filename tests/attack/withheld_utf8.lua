-- must fail: utf8 is not offered to plugins
return metric { value = function() return utf8 end }
