-- must answer: 1
log(log, metric, any, none, math, string)
return metric { reads = { deals = { 'amount' } }, value = function(partner, p, metrics)
    log(partner, p, metrics, p.period, partner.deals, partner.deals.sum, log, nil, 0/0, -1/0, { nil, 2, [1.5] = {}, [true] = false })
    log()
    for row in partner.deals:rows() do log(row) end
    return 1
end }
