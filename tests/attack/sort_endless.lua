-- must fail: ran for more than
return metric { value = function()
  local t = {}
  for i = 1, 200000 do t[i] = i * 7919 % 200003 end
  for _ = 1, 1000 do table.sort(t, function(a, b) return a > b end) end
  return 1
end }
