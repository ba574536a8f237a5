-- must fail: (string.__index is not offered|not offered)
return metric { value = function() return ("").__index end }
