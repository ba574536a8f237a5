--- One.
return metric { value = function() return 1 end }
