--- Net promoter score of survey answers.
---
---     value = 100 * (promoters - detractors) / answers, from -100 to 100
---
--- An answer of 9 or 10 is a promoter, one up to 6 a detractor, as Reichheld defined it (Harvard Business Review,
--- December 2003). Looks at the rows of `table` that match `where`; empty answers are passed over. Fewer than `minimum`
--- answers: no data.
---
---     promoters:
---       plugin: metrics/net_promoter
---       params: {table: surveys, answer: likelihood, where: {answered_on: trailing 12m}, minimum: 5}
---       points: {curve: {0: 0, 60: 100}}
---       missing: leave out
return metric {
  unit   = "number",
  block  = "culture",
  params = {
    table   = { type = "table", help = "the rows to look at" },
    answer  = { type = "column", of = "table", holds = "number", help = "the answer, 0 to 10" },
    where   = { type = "filter", of = "table", default = {}, help = "which rows count" },
    minimum = { type = "integer", default = 1, min = 1, help = "fewer answers than this say nothing: no data" },
  },
  value = function(partner, p)
    local rows = partner[p.table]:where(p.where)
    local answers = rows:count(p.answer)
    if answers < p.minimum then return nil, "too few answers" end
    local promoters = rows:where { [p.answer] = { min = 9 } }:count()
    local detractors = rows:where { [p.answer] = { max = 6 } }:count()
    return 100 * (promoters - detractors) / answers
  end,
}
