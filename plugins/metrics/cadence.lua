--- How regularly something happens.
---
---     value = months (or quarters, years) of the window with at least `at_least` rows / months of the window
---
--- Looks at the rows of `table` that match `where`. 1 is every month. Unlike a count it cannot be made good by a burst
--- at the end.
---
--- Use it for business reviews each quarter, a forecast each month, steady joint marketing.
---
---     quarterly_reviews:
---       plugin: metrics/cadence
---       params: {table: reviews, date: held_on, by: quarters, window: trailing 4q}
---       points: {curve: {0: 0, 1: 100}}
return metric {
  unit   = "ratio",
  block  = "culture",
  params = {
    table    = { type = "table", help = "the rows to look at" },
    date     = { type = "column", of = "table", holds = "date", help = "the day of a row" },
    by       = { type = "text", default = "months", one_of = { "months", "quarters", "years" }, help = "how the window is split" },
    at_least = { type = "integer", default = 1, min = 1, help = "rows that one of them has to have" },
    where    = { type = "filter", of = "table", default = {}, help = "which rows count" },
    window   = { type = "window", default = "trailing 12m", help = "the days that count" },
  },
  value = function(partner, p)
    local rows, kept = partner[p.table]:where(p.where), 0
    local spans = p.window[p.by](p.window)
    for _, span in ipairs(spans) do
      if rows:where { [p.date] = span }:count() >= p.at_least then kept = kept + 1 end
    end
    return kept / #spans, ("%d of %d %s"):format(kept, #spans, p.by)
  end,
}
