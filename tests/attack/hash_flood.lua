-- must fail: (ran for more than|MiB of memory)
return metric { value = function()
  local t = {}
  for i = 1, 1e9 do t[i << 20] = true end
  return 1
end }
