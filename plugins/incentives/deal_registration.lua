--- An amount for each registered deal that was won in time.
---
---     amount = sum over the deals of `amount` * rate * share of the place, at most `most` each
---
--- A deal counts when it was closed within `window` and
---
---     it is at least `minimum`
---     with `days`: it was closed at most so many days after its registration, and not before it; with `extended_on`, within
---       `extension` days of that day, which itself has to be in time (90 days to an installed evaluation, and another 90 to
---       close)
---     the customer is new: `last_sale` is empty, or at least `look_back` months before the registration
---     it is among the first `deals` by day of closing, when there are more
---
--- The rate is that of the deal's `product` in `rates`, else that of the band of `bands` that holds its `size`, else `rate`.
--- `place` says whether a partner registered first or second, and `shares` what each place is worth; places that it does
--- not name get nothing.
---
--- `look_back` may change by date; products with different ones are two incentives with a `where` each.
---
---     registered_deals:
---       plugin: incentives/deal_registration
---       params:
---         table: deals
---         amount: amount
---         registered_on: registered_on
---         closed_on: closed_on
---         product: line
---         rates: {standard: 10%, strategic: 20%}
---         days: 90

local function in_force(versions, day)
  for _, version in ipairs(versions) do
    if version.span:contains(day) then return version.value end
  end
end

local function in_time(deal, p)
  if not p.days then return true end
  local last = deal[p.registered_on] + p.days
  local extended = p.extended_on and deal[p.extended_on]
  if extended and extended <= last and extended + p.extension > last then last = extended + p.extension end
  return deal[p.closed_on] >= deal[p.registered_on] and deal[p.closed_on] <= last
end

local function is_new(deal, p)
  local sold, months = p.last_sale and deal[p.last_sale], in_force(p.look_back, deal[p.registered_on]) or 0
  return not sold or sold:plus_months(months) <= deal[p.registered_on]
end

local function earned(deal, p)
  local size = p.bands and p.size and deal[p.size]
  local rate = p.product and p.rates[deal[p.product] or ""] or size and bands(size, p.bands, "rate") or p.rate
  local share = not p.place and 1 or deal[p.place] and p.shares[number(deal[p.place])] or 0
  return math.min(round(deal[p.amount] * rate * share, 6), p.most or math.huge)
end

return incentive {
  block  = "processes",
  params = {
    table         = { type = "table", help = "the deals" },
    amount        = { type = "column", of = "table", holds = "number", help = "what the rate is paid on" },
    registered_on = { type = "column", of = "table", holds = "date", help = "the day of registration" },
    closed_on     = { type = "column", of = "table", holds = "date", help = "the day on which it was won" },
    where         = { type = "filter", of = "table", default = {}, help = "which rows count" },
    window        = { type = "window", default = "period", help = "when it was won" },
    product       = { type = "column", of = "table", optional = true, help = "the text that decides the rate" },
    rates         = { type = "map", item = "rate", default = {}, help = "product: rate" },
    size          = { type = "column", of = "table", holds = "number", optional = true,
                      help = "the number that decides the rate, such as units" },
    bands         = { type = "bands", optional = true, help = "from this size on: this rate; needed with size" },
    rate          = { type = "rate", default = 0, help = "the rate of all other deals" },
    minimum       = { type = "money", default = 0, help = "a smaller deal earns nothing" },
    most          = { type = "money", optional = true, help = "the most for one deal" },
    deals         = { type = "integer", optional = true, min = 1, help = "how many deals are paid" },
    place         = { type = "column", of = "table", optional = true, help = "1 for who registered first, 2 for second, ..." },
    shares        = { type = "map", item = "rate", default = {}, help = "place: share; needed with place" },
    days          = { type = "integer", optional = true, min = 1, help = "days from registration to closing" },
    extended_on   = { type = "column", of = "table", holds = "date", optional = true, help = "the day that gives more time" },
    extension     = { type = "integer", default = 0, min = 0, help = "days from that day to closing" },
    last_sale     = { type = "column", of = "table", holds = "date", optional = true,
                      help = "when the customer bought or had a subscription last" },
    look_back     = { type = "dated", item = "integer", default = 0, help = "months after which a customer is new again" },
  },
  award = function(partner, _, p)
    local won = partner[p.table]:where(p.where):where { [p.closed_on] = p.window, [p.amount] = { min = p.minimum } }
    won = won:where { [p.registered_on] = any }
    local sum, paid = 0, 0
    for deal in won:first(#won, p.closed_on):rows() do
      if p.deals and paid == p.deals then break end
      local amount = in_time(deal, p) and is_new(deal, p) and earned(deal, p) or 0
      if amount > 0 then sum, paid = sum + amount, paid + 1 end
    end
    if paid == 0 then return nil, "no deal counts" end
    return { amount = round(sum, 6) }, ("%d of %d deals"):format(paid, #won)
  end,
}
