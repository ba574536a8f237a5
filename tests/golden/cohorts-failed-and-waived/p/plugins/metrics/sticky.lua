--- Fails at 13.
return metric { reads = { partners = { "v" } }, value = function(partner)
  if partner.v == 13 then error("13 is sticky") end
  return partner.v
end }
