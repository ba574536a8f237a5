-- must fail: unpack gives at most
-- CVE-2025-46817's shape: the length of the range overflows.
return metric { value = function() return (table.unpack({}, -(1 << 62), 1 << 62)) end }
