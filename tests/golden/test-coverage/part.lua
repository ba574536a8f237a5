--- A share, or none.
local function share(a, b)
  if b == 0 then
    return nil, "nothing to share"
  end
  return a / b
end

return metric {
  params = { a = { type = "number" }, b = { type = "number" } },
  value  = function(_, p)
    if p.a < 0 then return nil, "below <nothing>" end
    return share(p.a, p.b)
  end,
}
