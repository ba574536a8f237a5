-- must not load: called a second time
metric { value = function() return 1 end }
return metric { value = function() return 2 end }
