-- must fail: unpack gives at most
return metric { value = function() return (table.unpack({}, 1, 1 << 31)) end }
