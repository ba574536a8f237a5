-- must fail: gave a reason that is not text: a table
return metric { value = function() return 1, {} end }
