-- must fail: cannot be joined to text by .. as it is .use tostring
return metric { value = function(_, p) return 1, "until " .. p.period.to end }
