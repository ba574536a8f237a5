-- must fail: one two three
return metric { value = function() error("one\ntwo\27three") end }
