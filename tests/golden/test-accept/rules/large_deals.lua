--- Won deals of at least so much.
return metric {
  unit   = "count",
  reads  = { deals = { "stage", "closed_on", "amount" } },
  params = { from = { type = "money", default = 1000 } },
  value  = function(partner, p)
    local won = partner.deals:where { stage = "won", closed_on = p.period }
    if #won == 0 then return nil, "nothing won" end
    return #won:where { amount = { min = p.from } }, "of " .. #won .. " won"
  end,
}
