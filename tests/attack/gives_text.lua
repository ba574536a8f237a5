-- must fail: has to give a number, or nil and a reason; this is text
return metric { value = function() return " 0x7fp3 " end }
