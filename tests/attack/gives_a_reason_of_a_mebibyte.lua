-- must answer: 1
return metric { value = function() return 1, ("\255\0\n"):rep(100000) end }
