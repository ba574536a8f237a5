--- An amount for each certified person, from gold on.
return incentive {
  needs = { "people" },
  award = function(_, card)
    if card.tier ~= "gold" then return nil, "only gold" end
    return { amount = card.metrics.people.value * 100 }
  end,
}
