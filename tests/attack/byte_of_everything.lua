-- must fail: byte gives at most
return metric { value = function() return ("x"):rep(1000):byte(1, -1) end }
