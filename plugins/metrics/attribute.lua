--- A column of the partner table, as it stands.
---
--- Numbers, money, percentages and rates are taken as they are; yes is 1 and no is 0. An empty cell is no data.
---
--- Use it for what another system has measured already: a rating, a survey score, an audit result, a signed contract.
---
---     audit:
---       plugin: metrics/attribute
---       params: {column: audit_score}
---       points: value
return metric {
  unit   = "number",
  block  = "governance",
  params = {
    column = { type = "attribute", help = "the column of the partner table" },
  },
  value = function(partner, p)
    local value = partner[p.column]
    if value == nil then return nil, "not known of this partner" end
    if value == true then return 1 end
    if value == false then return 0 end
    return value
  end,
}
