-- must answer: 1
return metric { value = function()
    local t = { 1, 2 }
    t.t = t
    for i = 1, 100 do t = { t, [i] = t, x = t } end
    log(t)
    return 1
end }
