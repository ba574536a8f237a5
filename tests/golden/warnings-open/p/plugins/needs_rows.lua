--- Breaks off without certificates.
return metric {
  reads = { certificates = { "ends" } },
  value = function(partner, p)
    return partner.certificates:max("ends") - p.period.from
  end,
}
