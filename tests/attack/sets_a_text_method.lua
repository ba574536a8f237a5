-- must fail: string is read-only
return metric { value = function() string.upper = function() return "gotcha" end return 1 end }
