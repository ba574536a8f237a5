-- must fail: is given a value without local
return metric { value = function() count = 1 return 1 end }
