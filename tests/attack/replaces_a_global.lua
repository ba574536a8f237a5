-- must fail: is given a value without local
return metric { value = function() round = nil return 1 end }
