-- must fail: ran for more than
-- One instruction, a megabyte of work.
return metric { value = function()
  local s = ("x"):rep(1 << 20)
  local n = 0
  for _ = 1, 1e9 do n = n + #s:upper() end
  return n
end }
