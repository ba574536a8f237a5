--- More margin for each whole step above a start.
---
---     margin = whole steps above `start` * `margin`, at most `max`
---
--- Whole steps are floor((metric - start) / step), where 1e-9 is forgiven, so that a growth of 0.3 is one whole step of
--- 0.1 above 0.2 also in binary numbers. Below the start, or without data, nothing is awarded.
---
--- Use it for growth accelerators, attach rates, customer satisfaction above a floor.
---
---     growth_accelerator:
---       plugin: incentives/stepped_margin
---       params: {metric: revenue_growth, start: 0.2, step: 0.1, margin: 0.5%, max: 2%}
return incentive {
  block  = "metrics_motivators",
  params = {
    metric = { type = "metric", help = "what is counted in steps" },
    start  = { type = "number", default = 0, help = "where the steps begin" },
    step   = { type = "number", min = 1e-9, help = "the size of a step" },
    margin = { type = "rate", help = "the award for each whole step" },
    max    = { type = "rate", optional = true, help = "the most that is awarded" },
  },
  award = function(_, card, p)
    local value = card.metrics[p.metric].value
    if not value then return nil, "no data" end
    local steps = math.floor((value - p.start) / p.step + 1e-9)
    if steps < 1 then return nil, "no whole step" end
    return { margin = math.min(round(steps * p.margin, 9), p.max or math.huge) }, steps .. " above the start"
  end,
}
