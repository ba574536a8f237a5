-- must answer: 50
return metric { value = function()
  local t = {}
  for i = 1, 50 do t[i] = i end
  table.sort(t, function() return true end)
  return #t
end }
