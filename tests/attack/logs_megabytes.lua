-- must answer: 1
return metric { value = function()
    local s = ('\255\0\27[31m%s%n'):rep(90000)
    for _ = 1, 3000 do log(s, s, s, { [s] = s }) end
    return 1
end }
