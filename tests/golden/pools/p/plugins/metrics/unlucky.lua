--- Growth, but for 13.
return metric {
  reads = { partners = { "growth" } },
  value = function(partner)
    if partner.growth == 13 then error("thirteen") end
    return partner.growth
  end,
}
