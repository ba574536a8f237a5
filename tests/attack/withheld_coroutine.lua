-- must fail: coroutine is not offered to plugins
return metric { value = function() return coroutine end }
