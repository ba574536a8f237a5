-- must fail: collectgarbage is not offered to plugins
return metric { value = function() return collectgarbage end }
