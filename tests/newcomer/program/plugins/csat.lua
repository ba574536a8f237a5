--- Known of partners with a region.
return metric {
  reads = { partners = { "region" } },
  value = function(partner)
    if not partner.region then return nil, "no surveys" end
    return 0.9
  end,
}
