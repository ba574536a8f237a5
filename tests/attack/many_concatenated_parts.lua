-- must answer: 2000
-- The stale stack pointer in a concatenation needs a __concat metamethod: dates have none.
return metric { value = function()
  local t = {}
  for i = 1, 2000 do t[i] = "a" end
  local a = "a"
  local s = a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a
  return #s * 100
end }
