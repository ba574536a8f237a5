-- must fail: setmetatable is not offered to plugins
return metric { value = function() return setmetatable end }
