-- must fail: pcall is not offered to plugins
return metric { value = function() return pcall end }
