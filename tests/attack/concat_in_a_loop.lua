-- must fail: ran for more than
return metric { value = function()
  local t = {}
  for i = 1, 10000 do t[i] = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" end
  local n = 0
  for _ = 1, 1e9 do n = n + #table.concat(t) end
  return n
end }
