-- must fail: rep would make a text of more than
return metric { value = function() return #("x"):rep(1 << 36) end }
