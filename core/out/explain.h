/* explain.h - why a partner's card is as it is: what it lacks, what its tiers rest on, how each number came about, what is paid.
 *
 * An explanation is made once and told as text or as JSON; sentences are shared between the two. */
#ifndef RUNG_OUT_EXPLAIN_H
#define RUNG_OUT_EXPLAIN_H

#include "base/json.h"
#include "out/aside.h"
#include "out/asked.h"
#include "score/reasons.h"

struct explanation {
    const struct card_reader *reader; /* subject, card and margin of the partner are made */
    bool fits;                        /* the margin's arithmetic does */
    struct reasons_of of;             /* the reader's */
    const struct asked_rule *rule;    /* this one alone, in more depth; NULL: the whole card */
    const struct trace *trace;        /* of the rule; NULL: no plugin was called */
    const struct trace *awards;       /* per incentive; without events where no plugin was called */
    struct aside aside;               /* rows of the partner that count nowhere */
    struct buf failures;              /* what the run says of the rule and partner, as the terminal shows it */
    struct arena *arena;
};

void explain_text(const struct explanation *explanation, struct buf *out);
void explain_json(const struct explanation *explanation, struct buf *out);

/* Is this metric (incentive) a part of what was asked? */
bool explain_metric(const struct explanation *explanation, size_t metric);
bool explain_incentive(const struct explanation *explanation, size_t incentive);
bool explain_scorecard(const struct explanation *explanation, size_t scorecard);

/* ---- explain_words.c: sentences and parts of them; what data say is made visible */

void explain_number(double number, struct buf *out); /* grouped, to the nine places of the tables */
void explain_visible(struct text text, struct buf *out);
/* "revenue >= 5 and survey >= 4 (revenue = 6, survey = 3)" */
void explain_condition(const struct explanation *explanation, const struct expr *condition, struct buf *out);
void explain_names(const struct explanation *explanation, const struct expr *condition, struct buf *out); /* the part in brackets */
/* "6,100 USD", "no data", "failed", "does not apply, as this does not hold: ..." */
void explain_value(const struct explanation *explanation, size_t metric, struct buf *out);
/* How the value came to its points; a formula or comparison behind a value; the reason that the rule gave. Each may be empty. */
void explain_points(const struct explanation *explanation, size_t metric, struct buf *out);
void explain_origin(const struct explanation *explanation, size_t metric, struct buf *out);
void explain_reason(const struct explanation *explanation, size_t metric, struct buf *out);
/* What a waived value stands for, and the reason that the rule gave: "3.9", "no data: not known of this partner". */
void explain_measured(const struct explanation *explanation, size_t metric, struct buf *out);
/* "6 rows counted, 19 passed over"; nothing where the rule looked at none. */
void explain_rows(const struct explanation *explanation, size_t metric, struct buf *out);
/* Why it counts as it does: "weight 15, adds 0.79 to the score", "on trial: counts nowhere yet". */
void explain_weight(const struct explanation *explanation, size_t metric, struct buf *out);
void explain_waiver(const struct waiver *waiver, struct buf *out);
/* How the score is made of its metrics; why this track is in force. */
void explain_score(const struct explanation *explanation, size_t scorecard, struct buf *out);
void explain_track(const struct explanation *explanation, size_t scorecard, struct buf *out);
/* What a part of a tier asks for, and what became of it. */
void explain_part(const struct tier_part *part, struct buf *out);
void explain_part_state(const struct explanation *explanation, size_t scorecard, const struct tier_part *part, struct buf *out);
/* explain_verdict.c: "silver, not gold: score 69.11 is below 75; certified_people is 1, gold asks for at least 2". Nothing where there are
 * no tiers, no track is for the partner, or the card is incomplete. */
void explain_verdict(const struct explanation *explanation, size_t scorecard, struct buf *out);
/* The contributions of a scorecard's metrics together: its score before it is rounded. */
double explain_sum(const struct explanation *explanation, size_t scorecard);

/* ---- explain_money.c: the arithmetic of margin and pay-outs, step by step */

enum money_unit { MONEY_RATE, MONEY_AMOUNT, MONEY_OTHER };
struct money_line {
    const char *step; /* a word: "base", "stacked", the name of an incentive */
    bool given;       /* there is a number */
    enum money_unit unit;
    struct decimal number; /* MONEY_RATE: 0.08 is 8 % */
    struct text says;      /* why; visible as it is */
};
struct money_lines {
    const struct explanation *of;
    struct money_line *lines;
    size_t count, room;
};
/* Each makes a list of its own in the explanation's arena. False: no memory. */
bool explain_margin(const struct explanation *explanation, struct money_lines *lines);
bool explain_award(const struct explanation *explanation, size_t incentive, struct money_lines *lines);
bool explain_payouts(const struct explanation *explanation, struct money_lines *lines);
bool explain_pays(const struct explanation *explanation); /* is there anything to pay out at all? */

/* ---- explain_evidence.c: rows that the rule counted, and what decided about the others */

struct evidence_count {
    size_t table;
    bool counted;
    struct text condition; /* that dropped them; of counted rows those that kept them */
    size_t rows;
    size_t in_base; /* of them those that a wider question was asked of, as of the denominator of a share: all or none, where not counted */
};
/* In the order of their tables, counted rows first. NULL: no memory. */
const struct evidence_count *explain_counts(const struct explanation *explanation, size_t *count);

#endif
