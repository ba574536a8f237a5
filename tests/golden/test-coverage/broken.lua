--- One.
return metric { value = function() return end end }
