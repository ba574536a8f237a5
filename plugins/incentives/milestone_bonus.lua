--- A fixed amount when all named metrics earned enough points.
---
--- Awards `amount` when each of the metrics `first`, `second` and `third` has at least `points`. It pays for doing
--- several things well at once, where a sum would let one make up for another. For conditions on values take `applies`
--- in the program.
---
---     all_round:
---       plugin: incentives/milestone_bonus
---       params: {first: revenue, second: certified_people, third: customer_satisfaction, points: 80, amount: 2500}
return incentive {
  block  = "metrics_motivators",
  params = {
    first  = { type = "metric", help = "has to earn enough points" },
    second = { type = "metric", optional = true, help = "so has this" },
    third  = { type = "metric", optional = true, help = "and this" },
    points = { type = "number", default = 100, help = "how many points are enough" },
    amount = { type = "money", help = "the award" },
  },
  award = function(_, card, p)
    for _, place in ipairs { "first", "second", "third" } do
      local metric = p[place]
      if metric and (card.metrics[metric].points or -math.huge) < p.points - 1e-9 then
        return nil, metric .. " has too few points"
      end
    end
    return { amount = p.amount }
  end,
}
