--- Extra margin for a partner that is good all round.
---
--- Awards `margin` when each building block of the scorecard that has a score reaches `at_least`. With `blocks` only
--- those are looked at, and one without a score is not reached. The reason names the first that falls short.
---
--- Use it to reward people, process and culture besides revenue.
---
---     balanced:
---       plugin: incentives/block_bonus
---       params: {blocks: [people_organization, processes, culture], at_least: 60, margin: 1%}

local all = {
  "people_organization", "tools_technology", "processes", "governance", "metrics_motivators", "culture",
}

return incentive {
  block  = "culture",
  params = {
    blocks   = { type = "list", item = "text", optional = true, help = "the blocks that have to be good; left out, all that have a score" },
    at_least = { type = "number", help = "the score of a block that is good" },
    margin   = { type = "rate", help = "the award" },
  },
  award = function(_, card, p)
    for _, block in ipairs(p.blocks or all) do
      local score = card.blocks[block]
      if not score and p.blocks then return nil, block .. " has no score" end
      if score and score < p.at_least - 1e-9 then return nil, block .. " is below " .. number(p.at_least) end
    end
    return { margin = p.margin }
  end,
}
