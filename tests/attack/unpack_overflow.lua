-- must fail: unpack gives at most
return metric { value = function() return (table.unpack({}, math.huge // 1 | 0 or 0, 1)) or table.unpack({}, -(1 << 62), 1 << 62) end }
