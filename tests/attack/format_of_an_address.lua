-- must answer: 1
return metric { value = function() return tostring({}) == "table" and tostring(math.floor) == "function" and 1 or 0 end }
