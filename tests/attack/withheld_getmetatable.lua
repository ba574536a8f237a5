-- must fail: getmetatable is not offered to plugins
return metric { value = function() return getmetatable end }
