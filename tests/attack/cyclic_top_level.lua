-- must answer: 1
local a, b = {}, {}
a.b, b.a, a.a = b, a, a
return metric { value = function() return a.b.a == a and a.a == a and 1 or 0 end }
