-- must fail: is not offered|read-only|cannot be set
return metric { value = function() log = print return 1 end }
