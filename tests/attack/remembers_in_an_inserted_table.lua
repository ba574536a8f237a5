-- must fail: this list is read-only
local seen = {}
return metric { value = function(partner) table.insert(seen, partner.id) return #seen end }
