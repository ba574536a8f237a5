--- A ledger of points or funds that expire, first in, first out.
---
--- Entries are the rows of `table` that match `where`: `amount` is there from `date` on. It expires after `life` months
--- (an entry of 2026-01-15 with a life of 12 is usable until 2027-01-14), or after the day in `expires`; without either it
--- does not. Claims are the rows of `claims`, and entries with a negative amount. Each claim takes from the oldest entry
--- that is there on its day and not expired.
---
---     balance: what is left on the period's last day
---     expired: what expired unused within `window`
---     overdrawn: what was claimed up to the last day and not covered
---
--- SAP's value points expire twelve months after they were earned; marketing funds are forfeited when nobody claims them.
---
---     value_points:
---       plugin: metrics/ledger
---       params: {table: points, amount: points, date: earned_on, life: 12}
---       points: {curve: {0: 0, 500: 100}}

local function entries_of(partner, p)
  local entries, claims = {}, {}
  local rows = partner[p.table]:where(p.where):where { [p.date] = { to = p.period.to } }
  for row in rows:first(#rows, p.date):rows() do
    local amount, from = row[p.amount] or 0, row[p.date]
    local expires = p.expires and row[p.expires] or p.life and from:plus_months(p.life) - 1
    if amount > 0 then entries[#entries + 1] = { from = from, expires = expires, left = amount } end
    if amount < 0 then claims[#claims + 1] = { on = from, amount = -amount } end
  end
  return entries, claims
end

local function add_claims(partner, claims, p)
  if not p.claims then return end
  for row in partner[p.claims]:where(p.claims_where):where { [p.claimed_on] = { to = p.period.to } }:rows() do
    claims[#claims + 1] = { on = row[p.claimed_on], amount = row[p.claimed] or 0 }
  end
  for i, claim in ipairs(claims) do claim.order = i end
  table.sort(claims, function(a, b) return a.on < b.on or a.on == b.on and a.order < b.order end)
end

local function settle(entries, claims)
  local overdrawn = 0
  for _, claim in ipairs(claims) do
    local open = claim.amount
    for _, entry in ipairs(entries) do
      if entry.from <= claim.on and (not entry.expires or entry.expires >= claim.on) then
        local taken = math.min(open, entry.left)
        entry.left, open = round(entry.left - taken, 9), round(open - taken, 9)
      end
    end
    overdrawn = overdrawn + open
  end
  return overdrawn
end

return metric {
  unit   = "number",
  block  = "tools_technology",
  params = {
    table        = { type = "table", help = "what was earned" },
    amount       = { type = "column", of = "table", holds = "number", help = "how much; negative: a claim" },
    date         = { type = "column", of = "table", holds = "date", help = "the day from which on it is there" },
    where        = { type = "filter", of = "table", default = {}, help = "which rows count" },
    life         = { type = "integer", optional = true, min = 1, help = "months after which an entry expires" },
    expires      = { type = "column", of = "table", holds = "date", optional = true,
                     help = "an entry's own last day; empty, as life says" },
    claims       = { type = "table", optional = true, help = "what was claimed" },
    claimed      = { type = "column", of = "claims", holds = "number", optional = true, help = "how much was claimed" },
    claimed_on   = { type = "column", of = "claims", holds = "date", optional = true, help = "the day of a claim" },
    claims_where = { type = "filter", of = "claims", default = {}, help = "which claims count" },
    show         = { type = "text", default = "balance", one_of = { "balance", "expired", "overdrawn" }, help = "what the value is" },
    window       = { type = "window", default = "period", help = "when it expired" },
  },
  value = function(partner, p)
    local entries, claims = entries_of(partner, p)
    add_claims(partner, claims, p)
    local sums = { balance = 0, expired = 0, overdrawn = settle(entries, claims) }
    for _, entry in ipairs(entries) do
      local gone = entry.expires and entry.expires < p.period.to
      if not gone then sums.balance = sums.balance + entry.left end
      if gone and p.window:contains(entry.expires + 1) then sums.expired = sums.expired + entry.left end
    end
    return round(sums[p.show], 9)
  end,
}
