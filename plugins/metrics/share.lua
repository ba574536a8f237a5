--- The share of rows that are as they should be.
---
---     share = rows that match `of` and `where` / rows that match `of`
---
--- With `column` it is a share of amounts instead of rows: cloud revenue out of all revenue. Where there is nothing to
--- divide by, there is no data: what that is worth is up to `missing` in the program.
---
--- Use it for win rates, deal registration, data quality, discount discipline, product mix.
---
---     win_rate:
---       plugin: metrics/share
---       params: {table: deals, of: {stage: [won, lost], closed_on: period}, where: {stage: won}}
---       points: {curve: {10%: 0, 50%: 100}}
---       missing: leave out
return metric {
  unit   = "ratio",
  block  = "governance",
  params = {
    table   = { type = "table", help = "the rows to look at" },
    of      = { type = "filter", of = "table", default = {}, help = "the rows that make the whole" },
    where   = { type = "filter", of = "table", help = "those among them that are as they should be" },
    column  = { type = "column", of = "table", holds = "number", optional = true, help = "amounts to compare; left out, rows are counted" },
    minimum = { type = "number", default = 0, min = 0, help = "a smaller whole than this says nothing: no data" },
  },
  value = function(partner, p)
    local all = partner[p.table]:where(p.of)
    local good = all:where(p.where)
    local part, whole = good:count(), all:count()
    if p.column then part, whole = good:sum(p.column), all:sum(p.column) end
    if whole == 0 then return nil, "nothing to take a share of" end
    if whole < p.minimum then return nil, "too little to take a share of" end
    return part / whole
  end,
}
