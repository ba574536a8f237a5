--- Says what it is given.
return metric {
  params = { n = { type = "number", optional = true }, why = { type = "text", default = "-" } },
  value  = function(_, p) return p.n, p.why end,
}
