-- must fail: xxxxxxxxxxxxxx
return metric { value = function() error(("x"):rep(1 << 20)) end }
