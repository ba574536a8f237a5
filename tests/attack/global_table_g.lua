-- must fail: nothing is called '_G' here
return metric { value = function() return _G.os end }
