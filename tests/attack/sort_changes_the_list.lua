-- must fail: (attempt to compare|cannot be compared)
return metric { value = function()
  local t = {}
  for i = 1, 50 do t[i] = i end
  table.sort(t, function(a, b) for i = 1, 50 do t[i] = nil end return a < b end)
  return 1
end }
