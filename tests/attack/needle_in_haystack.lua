-- must fail: ran for more than
return metric { value = function()
  local s, n = ("a"):rep(1 << 20), ("a"):rep(1 << 10) .. "b"
  for _ = 1, 1e9 do s:contains(n) end
  return 1
end }
