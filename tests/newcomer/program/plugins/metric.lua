--- A metric with params of many kinds.
return metric {
  params = {
    goal   = { type = "number", default = 1, min = 0, max = 100 },
    word   = { type = "text", default = "mean", one_of = { "mean", "median" } },
    rate   = { type = "rate", default = "2%" },
    since  = { type = "date", default = "2026-01-01" },
    window = { type = "window", default = "period" },
    new    = { type = "yes/no", default = true },
    rates  = { type = "map", keys = "tier", item = "rate", default = {} },
    lines  = { type = "list", item = "text", default = {} },
    where  = { type = "filter", of = "deals", default = {} },
    column = { type = "column", of = "deals", holds = "number", default = "amount" },
    bands  = { type = "bands", default = { ["0"] = "1%" } },
  },
  value = function() return 1 end,
}
