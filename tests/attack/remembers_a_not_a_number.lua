-- must answer: 1
local nan = 0 / 0
return metric { value = function() return nan ~= nan and 1 or 0 end }
