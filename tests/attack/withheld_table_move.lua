-- must fail: table.move is not offered
return metric { value = function() return table.move end }
