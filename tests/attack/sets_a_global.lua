-- must fail: cannot be set as a global
return metric { value = function() count = 1 return 1 end }
