-- must fail: 'calls' at the top level was changed
local calls = 0
return metric { value = function() calls = calls + 1 return calls end }
