--- A sum, of partners that reach their target.
return metric {
  params = {
    table  = { type = "table" },
    column = { type = "column", of = "table", holds = "number" },
    where  = { type = "filter", of = "table" },
    target = { type = "number" },
  },
  value = function(partner, p)
    return partner[p.table]:where(p.where):sum(p.column) / p.target
  end,
}
