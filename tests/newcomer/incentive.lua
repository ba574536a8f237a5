--- Somebody's first incentive.
return incentive {
  reads  = { deals = { "stage", "amount" } },
  needs  = { "csat" },
  params = { rate = { type = "rate", default = "2%" } },
  award  = function(partner, card, p)
BODY
  end,
}
