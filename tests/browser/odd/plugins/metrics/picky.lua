--- Fails for partners that sell for less than a thousand, and is 1 for the others.
return metric {
  unit   = "number",
  block  = "culture",
  reads  = { partners = { "sales" } },
  value = function(partner)
    assert(partner.sales >= 1000, "sells too little")
    return 1
  end,
}
