-- must fail: '_ENV' at the top level was changed
return metric { value = function() _ENV = { x = 1 } return 1 end }
