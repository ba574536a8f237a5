-- must fail: string.pack is not offered
return metric { value = function() return string.pack end }
