-- must answer: 0
return metric { value = function() return #table.concat({}, "x", 1, 1 << 62) end }
