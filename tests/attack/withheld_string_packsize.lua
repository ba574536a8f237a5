-- must fail: string.packsize is not offered
return metric { value = function() return string.packsize end }
