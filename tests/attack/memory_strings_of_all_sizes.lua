-- must fail: (MiB of memory|ran for more than)
-- Walks through the allocator's size classes, so that freed blocks of one cannot serve the next.
return metric { value = function()
  for size = 1, 500 do
    local t = {}
    for i = 1, 20000 do t[i] = tostring(i):rep(size):sub(1, size) .. i end
  end
  return 1
end }
