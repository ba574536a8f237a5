-- must fail: string.unpack is not offered
return metric { value = function() return string.unpack end }
