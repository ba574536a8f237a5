-- must fail: cannot be joined to a text .write tostring
return metric { value = function(_, p) return 1, "until " .. p.period.to end }
