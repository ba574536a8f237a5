-- must fail: ran for more than
return metric { value = function() while true do log('x', 1, {}) end end }
