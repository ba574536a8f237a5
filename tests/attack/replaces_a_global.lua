-- must fail: cannot be set as a global
return metric { value = function() round = nil return 1 end }
