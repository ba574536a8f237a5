--- Two points for everybody.
return incentive {
  needs = { "revenue" },
  award = function(partner, card)
    log("tier", card.tier, "score", card.score)
    return { margin = 0.02 }, "thank you"
  end,
}
