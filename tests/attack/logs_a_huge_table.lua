-- must answer: 1
return metric { value = function()
    local t = {}
    for i = 1, 50000 do t[i] = i t['k' .. i % 9000] = i end
    for _ = 1, 3000 do log(t) end
    return 1
end }
