--- Twice the number.
return metric { params = { n = { type = "number" } }, value = function(_, p) return p.n * 2 end }
