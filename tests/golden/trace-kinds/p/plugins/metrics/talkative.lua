--- Sum of won deals, told at length.
return metric {
  unit = "money",
  reads = { deals = { "closed_on", "stage", "amount" }, partners = { "region" } },
  params = { least = { type = "money", default = 10 } },
  value = function(partner, p)
    local won = partner.deals:where { stage = "won", closed_on = p.period, amount = { min = p.least } }
    log("region", partner.region, won)
    local total = 0
    for row in won:rows() do
      total = total + row.amount
      log("so far", total, { row.stage, day = row.closed_on })
    end
    if total == 0 then return nil, "no deal was won" end
    if total == 666 then return total + partner.deals:max("closed_on").weight end
    return total, #won .. " deals"
  end,
}
