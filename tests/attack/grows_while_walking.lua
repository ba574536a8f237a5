-- must answer: 3
return metric { value = function()
  local t, n = { a = 1, b = 2, c = 3 }, 0
  for k in pairs(t) do t[k .. k] = 1 n = n + 1 end
  return n
end }
