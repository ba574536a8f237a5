-- must fail: raised an error with a table
return metric { value = function() error({ message = "x" }) end }
