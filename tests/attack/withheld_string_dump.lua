-- must fail: string.dump is not offered
return metric { value = function() return string.dump end }
