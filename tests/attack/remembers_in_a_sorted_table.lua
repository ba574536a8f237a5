-- must fail: this list is read-only
local order = { 3, 1, 2 }
return metric { value = function() table.sort(order) return order[1] end }
