-- must fail: has to give a number, or nil and a reason; this is a table
return metric { value = function() local t = {} t[1] = t return t end }
