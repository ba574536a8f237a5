-- must fail: gave true or false
return metric { value = function() return true end }
