-- must fail: io is not offered to plugins
return metric { value = function() return io end }
