-- must not load: ran for more than
while true do end
return metric { value = function() return 1 end }
