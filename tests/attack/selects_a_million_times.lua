-- must fail: ran for more than
return metric { reads = { deals = { 'amount', 'stage' } }, value = function(partner)
    local n = 0
    for i = 1, 1000000 do n = n + partner.deals:where { amount = { min = i }, stage = { 'won', 'lost' } }:count() end
    return n
end }
