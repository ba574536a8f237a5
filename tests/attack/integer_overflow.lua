-- must fail: .
return metric { value = function() return 1 // 0 end }
