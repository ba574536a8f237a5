-- must fail: math is read-only
return metric { value = function() math.floor = nil return 1 end }
