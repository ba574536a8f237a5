-- must fail: ran for more than
return metric { value = function() while true do end end }
