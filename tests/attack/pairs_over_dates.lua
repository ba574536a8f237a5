-- must fail: has no order
return metric { value = function(_, p)
  local t = { [p.period.to] = 1 }
  for k in pairs(t) do return 1 end
  return 2
end }
