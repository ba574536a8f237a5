--- Two metrics made into one.
---
---     sum, difference, product, ratio:  a + b, a - b, a * b, a / b
---     larger, smaller:                  the larger, the smaller of a and b
---
--- Give the two metrics weight 0 when only the combination should score. When one of them has no data, neither has this
--- one; but larger and smaller then take the other. A ratio to 0 is no data.
---
--- Use it for revenue per certified person, or for the better of two ways to count (Microsoft takes the association
--- type that gives most, never both).
---
---     revenue_per_head:
---       plugin: metrics/combine
---       params: {a: revenue, b: certified_people, method: ratio}
---       points: {curve: {0: 0, 100000: 100}}

local methods = {
  sum = function(a, b) return a + b end,
  difference = function(a, b) return a - b end,
  product = function(a, b) return a * b end,
  ratio = function(a, b) return a / b end,
  larger = math.max,
  smaller = math.min,
}
local one_is_enough = { larger = true, smaller = true }

return metric {
  unit   = "number",
  block  = "metrics_motivators",
  params = {
    a      = { type = "metric", help = "the first metric" },
    b      = { type = "metric", help = "the second metric" },
    method = { type = "text", one_of = { "sum", "difference", "product", "ratio", "larger", "smaller" }, help = "what is made of them" },
  },
  value = function(_, p, metrics)
    local a, b = metrics[p.a].value, metrics[p.b].value
    if one_is_enough[p.method] then a, b = a or b, b or a end
    if not (a and b) then return nil, "no data to combine" end
    if p.method == "ratio" and b == 0 then return nil, "nothing to divide by" end
    return methods[p.method](a, b)
  end,
}
