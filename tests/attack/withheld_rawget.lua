-- must fail: rawget is not offered to plugins
return metric { value = function() return rawget end }
