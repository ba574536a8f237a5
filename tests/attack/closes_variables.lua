-- must fail: (variable 'x' got a non-closable value|got a non-closable)
return metric { value = function() local x <close> = {} return 1 end }
