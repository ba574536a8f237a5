-- must fail: table.pack is not offered
return metric { value = function() return table.pack end }
