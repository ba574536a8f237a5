-- must fail: rawset is not offered to plugins
return metric { value = function() return rawset end }
