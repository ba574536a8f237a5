-- must fail: a table made at the top level is read-only
local seen = { n = 0 }
return metric { value = function() seen.n = seen.n + 1 return seen.n end }
