-- must fail: format knows
return metric { value = function() return 1, ("%1000000000d"):format(1) end }
