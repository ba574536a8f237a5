--- Extra margin once a metric reaches a target.
---
--- Awards `margin` when `metric` is at least `at_least` and, where a second metric `also` is named, that one is at
--- least `also_at_least`. A metric without data reaches nothing.
---
--- Use it for deal registration, specialisations, sell-out reporting.
---
---     deal_registration:
---       plugin: incentives/threshold_margin
---       params: {metric: registration_rate, at_least: 0.5, also: won_deals, also_at_least: 3, margin: 2%}

local function short(card, metric, target)
  local value = card.metrics[metric].value
  if not value then return metric .. " has no data" end
  if value < target - 1e-9 then return metric .. " is below " .. number(target) end
end

return incentive {
  block  = "tools_technology",
  params = {
    metric        = { type = "metric", help = "what has to reach the target" },
    at_least      = { type = "number", help = "the target" },
    also          = { type = "metric", optional = true, help = "a second metric with a target" },
    also_at_least = { type = "number", default = 1, help = "the second target" },
    margin        = { type = "rate", help = "the award" },
  },
  award = function(_, card, p)
    local why_not = short(card, p.metric, p.at_least) or p.also and short(card, p.also, p.also_at_least)
    if why_not then return nil, why_not end
    return { margin = p.margin }
  end,
}
