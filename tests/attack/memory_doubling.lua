-- must fail: MiB of memory
return metric { value = function() local s = "x" while true do s = s .. s end end }
