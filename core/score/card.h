/* card.h - one partner's result, with every step that led to it. Pure: structs in, structs out; no Lua, no files, no clock.
 *
 * measures (from Lua and cohorts), formulas -> points -> blocks -> score -> tier -> movement -> (awards from Lua) -> margin.
 * A card is cheap to make (about a microsecond), so it is not kept for all partners: whoever needs one makes it again from the
 * measures, and gets the same bits. All arrays are in the caller's struct, made once by card_init for a program. */
#ifndef RUNG_SCORE_CARD_H
#define RUNG_SCORE_CARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/share.h"
#include "base/value.h"
#include "program/program.h"
#include "score/past.h"

/* What measuring left for one metric of one partner. Kept for all partners, so it is small. */
enum measure_state {
    MEASURE_PENDING, /* not measured (yet): a card made of it is incomplete, as after a failure */
    MEASURE_VALUE,
    MEASURE_NO_DATA,        /* "could not tell": the plugin answered nil; not zero. The metric's `missing` decides its points */
    MEASURE_FAILED,         /* the plugin failed: the card is incomplete */
    MEASURE_NOT_APPLICABLE, /* applies is false, or could not tell: left out of the score */
    MEASURE_STATE_COUNT
};
extern const char *const measure_state_names[MEASURE_STATE_COUNT]; /* "pending", "value", "no data", "failed", "not applicable" */
struct measure {
    double value;    /* finite when state is MEASURE_VALUE, else 0 */
    uint32_t reason; /* where the reason stands in the run's text store; 0: none. Not looked at here */
    uint8_t state;
    uint8_t has_rows;              /* the rule looked at rows of the partner: it */
    uint32_t counted, passed_over; /* so many of them */
};

/* An approved exception, already in force for the period and resolved (run/waiver.h). */
enum waiver_kind { WAIVE_TIER, WAIVE_VALUE, WAIVE_POINTS, WAIVE_MARGIN };
struct waiver {
    enum waiver_kind kind;
    size_t scorecard;     /* WAIVE_TIER */
    size_t index;         /* WAIVE_TIER: tier; WAIVE_VALUE, WAIVE_POINTS: metric */
    double number;        /* value or points */
    struct decimal exact; /* WAIVE_MARGIN: rate */
    struct text what, value, approver, reason;
    int32_t from, until; /* DATE_MIN, DATE_MAX when open */
};

/* What is known of the partner. */
struct subject {
    const struct value *attributes; /* one per column of the partner table */
    const struct measure *measures; /* program->metric_count */
    const struct waiver *waivers;
    size_t waiver_count;
    const double *percentiles; /* program->metric_count: percent ranks for POINTS_PERCENTILE, NaN elsewhere; may be NULL */
    const struct past *past;   /* NULL: nothing is known of earlier periods but what attributes say */
};

/* The subject's waiver of a kind. target: metric, scorecard for WAIVE_TIER, 0 for WAIVE_MARGIN. NULL: none. */
const struct waiver *waiver_find(const struct subject *subject, enum waiver_kind kind, size_t target);

/* A value that earns no points under its rule (NaN from points_of) is treated as no data: `missing` decides.
 * A waived value stands for the measure, whatever became of that, also where the metric would not apply. Waived points stand
 * for the rule's; state and value stay as measured, so a failed metric with waived points still leaves the card incomplete (its
 * value may be required elsewhere). With both, `waiver` is that of the points.
 * A formula without a result is no data, or failed when it hangs on a failure; so is a `when` that hangs on a failure. */
struct card_metric {
    enum measure_state state;
    double value;        /* as measured, or as waived; not rounded (metric->round is for the points only) */
    double points;       /* meaningless unless has_points */
    bool has_points;     /* false: left out, failed, not applicable */
    bool unearned;       /* there is a value, but the points expression gives no number for it: `missing` decides */
    bool switched_off;   /* its `when` does not hold, or could not tell: `otherwise` gave the points */
    bool counts;         /* in the score, which there is: has_points, in the track in force, not on trial, weight > 0 */
    double weight;       /* as the program says for this partner */
    double contribution; /* to the score; 0 unless counts. The contributions of a scorecard sum to its score before rounding */
    const struct waiver *waiver;
    const struct name *unknown; /* of a formula without a result: what was not known; NULL: everything was, as in 1 / 0 */
};

struct card_block {  /* or category */
    bool given;      /* false: all of it was left out, or it has no metric */
    double score;    /* as scorecard->within says, held to the cap of a category; not rounded */
    double weight;   /* that counts in a score made of blocks or categories; of a block, the weights of its metrics */
    double weights;  /* of its metrics */
    double per_unit; /* what one weight x point of its metrics adds to its score */
};

/* Movement compares the earned tier with the prior one: the scorecard's `prior` column, matched with a tier's name or title, case of ASCII
 * letters ignored (an empty cell or an unknown text is no prior); without that column, the one that an earlier run left (past.h).
 *   earned is higher   promote: at once: earned; one step: one above prior; never: prior, "held"; pending: prior, "pending";
 *                      after N periods: prior, "held", until the periods above in a row, this one included, are N, then earned
 *   earned is lower    demote:  at once: earned; one step: one below prior (below the lowest: none); never: prior, "held"; pending:
 *                      prior, "pending"; after N periods: prior, "in grace", while the periods below in a row, this one included,
 *                      are N or fewer, then earned. So with N = 1 the first period below is in grace and the next one demotes
 * A way that is closed in this period is as never. The periods before this one stand in the column that `so_far` names, or in past.h.
 * After all that the tier is never below those in the columns at_least, also of new partners, but for an incomplete card.
 * A waived tier is taken as it is, and movement tells how it compares with the prior tier. */
enum movement_kind {
    MOVED_NEW, /* no prior tier known */
    MOVED_UP,
    MOVED_HELD,
    MOVED_GRACE,
    MOVED_PENDING, /* not approved yet */
    MOVED_DOWN,
    MOVED_OPEN, /* the scorecard is incomplete: no tier this time */
    MOVED_KIND_COUNT
};
extern const char *const movement_names[MOVED_KIND_COUNT]; /* as in the sheets */

struct card_scorecard {
    size_t track;   /* 0 when on_track is false */
    bool on_track;  /* false: the conditions of all tracks fail; no score, no tier, nothing counts */
    bool complete;  /* no metric of a track that may be in force failed, save those on trial, and no requirement hangs on a failure */
    bool has_score; /* something counted, and came to a number */
    double score;   /* rounded as the scorecard says; 0 unless has_score */
    struct card_block blocks[BLOCK_COUNT];
    struct card_block *categories; /* scorecard->category_count */
    int earned; /* tier by score and requirements; -1: none, and always so when incomplete: an untrusted number sets no tier */
    int tier;   /* after movement and waivers; -1: none */
    int prior;  /* -1: none */
    enum movement_kind movement;
    int below, above; /* periods in a row, this one included, in which less (more) was earned than held; 0: none, or not counted */
    const struct waiver *waiver; /* that set the tier */
};

struct card {
    struct card_metric *metrics;       /* program->metric_count */
    struct card_scorecard *scorecards; /* program->scorecard_count */
    bool complete;                     /* all scorecards are */
};

bool card_init(struct card *card, const struct program *program, struct arena *arena); /* false: no memory */
void card_make(struct card *card, const struct program *program, const struct subject *subject);
/* The metrics alone: their states, values and points, whatever the track. What was not measured yet is pending, and what hangs on it
 * failed: so a cohort can compare what the steps before it (program->metric_steps) have made. */
void card_measure(struct card *card, const struct program *program, const struct subject *subject);

/* The value of an expression over requirement names for a made card (applies of incentives; explanations). What is not known
 * reads as VALUE_NONE, and a condition that could not tell does not hold. The tier of a complete scorecard without one reads as ''. */
struct value card_eval(const struct expr *expr, const struct card *card, const struct program *program, const struct subject *subject);
/* Does a condition over partner.<column> alone hold (applies of metrics)? NULL always does. */
bool card_applies(const struct expr *condition, const struct program *program, const struct value *attributes);
/* A tier by its name or title, case of ASCII letters ignored; -1: none. */
int tier_named(const struct scorecard *scorecard, struct text name);

/* ---- margin */

enum award_kind { AWARD_NONE, AWARD_MARGIN /* rate: 0.02 is two points */, AWARD_AMOUNT /* money */, AWARD_FAILED, AWARD_KIND_COUNT };
extern const char *const award_kind_names[AWARD_KIND_COUNT]; /* "none", "margin", "amount", "failed" */
struct award {
    int64_t units; /* of 10^-scale */
    int8_t scale;
    uint8_t kind;
    uint32_t reason; /* as in struct measure */
};

struct margin_step { /* one per incentive: what became of its award */
    struct decimal awarded;
    struct decimal counted; /* in the unit of the award, after its cap and its group; 0 on trial and where a better one stands */
    bool has_base;
    struct decimal base;   /* money: what a margin award with `on` is paid on, less what comes before it in a sequence */
    size_t order;          /* in its sequence, from 1; 0: in none */
    bool pays;             /* an amount, or a margin award with `on`: the rest of this is about it */
    struct decimal amount; /* money earned: rounded, held to its maximum, after its group and all caps */
    /* amount + brought = paid + carried + forfeited: what a maximum takes of the two is forfeited too */
    struct decimal brought, paid, carried, forfeited;
};
struct payout_sum {           /* one per kind of pay-out: earned + moved = paid + forfeited */
    struct decimal earned;    /* the kind's shares of what awards pay */
    struct decimal moved;     /* from another kind that was below its minimum; negative: to another kind */
    struct decimal forfeited; /* below the minimum, and no other kind is named */
    struct decimal paid;
    struct decimal carried; /* the kind's shares of what awards carry to the next period; in no sum here */
};
/* How awards add up, in this order, so that the order of incentives never matters to the sum but in a sequence, whose order is said:
 *   1. each margin award is held to its own cap;
 *   2. a group takes its best margin award (the first among equals), or adds or multiplies them; either is held to the group's cap, what
 *      is above being taken off its last awards;
 *   3. stacking, of groups and single awards alike: add: base + all; best: base + the highest; multiply: 1 - (1 - base)(1 - a)...;
 *   4. recommended = stacked, rounded to rate_places, then not below floor, then not above cap: rounding never oversteps a limit;
 *      a waived margin is taken as it is;
 *   5. amount = paid_on * recommended, rounded;
 *   6. amounts: a margin award with `on` is taken out of 2 to 4 and comes to base * rate. Each amount is rounded, then held to its
 *      maximum. In a sequence the base is less the amounts of those before it; it never passes zero, nor does one below 0 get any lower;
 *   7. groups of amounts: best, or all of them; what is above amount_cap of the group, then of the margin, is taken off in proportion,
 *      to the last unit;
 *   8. pay-out: amount + brought, held to maximum and to what is left of maximum_per_year; above 0 and below minimum it is forfeited or
 *      carried. What the maxima take here is forfeited. On trial all that was brought is carried;
 *   9. what is paid is shared by the incentive's kinds, to the last unit; a kind above 0 and below its minimum goes elsewhere. */
struct margin {
    /* false: no margin rule, no tier where there are tiers, an incomplete card, or an award (not on trial, not of a pool) failed */
    bool given;
    struct decimal base, stacked, recommended; /* rates: base of the tier, with awards, after rounding, floor and cap */
    bool floored, capped;
    bool has_amount;           /* given, and the metric `on` has a value */
    struct decimal on, amount; /* money: what margin is paid on (the value's shortest decimal form); what it comes to */
    bool has_rebates; /* false: an incomplete card, or an award (not on trial) failed; then nothing is paid, and all brought is carried */
    struct decimal rebates;     /* paid of all kinds */
    struct margin_step *steps;  /* program->incentive_count */
    struct payout_sum *payouts; /* program->payout_count */
    const struct waiver *waiver;
    size_t *by_name;      /* scratch: incentives in the order of their names */
    struct share *shares; /* scratch */
};
bool margin_init(struct margin *margin, const struct program *program, struct arena *arena);
/* False when the arithmetic does not fit (a problem for the caller to report); margin->given and has_rebates are false then. */
bool margin_make(struct margin *margin, const struct program *program, const struct card *card, const struct subject *subject,
                 const struct award *awards);

#endif
