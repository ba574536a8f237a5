-- must fail: raised an error with nothing
return metric { value = function() error() end }
