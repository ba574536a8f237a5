/* program.h - a partner program as structs: what program.yaml says, for one effective date, checked and resolved.
 *
 * Indexes instead of names: a metric refers to a scorecard, a block, an objective by its index. Everything is owned by the
 * program's arena and read-only once program_load returned. Plugins are named here and bound in lua/rule.h. */
#ifndef RUNG_PROGRAM_PROGRAM_H
#define RUNG_PROGRAM_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/problem.h"
#include "base/value.h"
#include "data/dataset.h"
#include "program/expr.h"
#include "program/node.h"

/* A scalar that may differ by a partner attribute: 15, or {by: region, amer: 250000, default: 200000}. */
struct setting_case {
    struct text when;     /* the attribute's text; for the default and for plain settings {NULL, 0} */
    struct value value;   /* numbers as double: 15% is 0.15, 40/6 is 6.666... */
    struct decimal exact; /* numbers that are decimals, exactly; a fraction (40/6) has has_exact false */
    bool has_exact;
    bool percent; /* written with a percent sign */
};
struct setting {
    bool given;
    int attribute; /* column index in the partner table; -1: one value for all, cases[0] */
    struct setting_case *cases;
    size_t count; /* the default, when there is one, is the last and has no `when` */
    struct place at;
};
/* The case for a partner; NULL when nothing fits (or the setting was not given). `attributes`: a value per column of the partner table. */
const struct setting_case *setting_for(const struct setting *setting, const struct value *attributes);
double setting_number(const struct setting *setting, const struct value *attributes, double otherwise);
/* The case exactly: a fraction (40/6) in its shortest decimal form. False when nothing fits or it is no number. */
bool setting_decimal(const struct setting *setting, const struct value *attributes, struct decimal *out);

/* The six building blocks of a partner program, in this order in every output. */
enum { BLOCK_COUNT = 6 };
extern const char
    *const block_names[BLOCK_COUNT]; /* people_organization tools_technology processes governance metrics_motivators culture */
extern const char *const block_titles[BLOCK_COUNT];

struct objective {
    const char *name, *title;
};

/* ---- metrics */

/* A value of all partners together, computed between measuring and points (score/cohort.h says how). */
enum cohort_method {
    COHORT_PERCENT_RANK,
    COHORT_PERCENT_RANK_EXCLUSIVE,
    COHORT_RANK,
    COHORT_Z_SCORE,
    COHORT_MIN_MAX,
    COHORT_SHARE,
    COHORT_TOP_SHARE,
    COHORT_QUANTILE, /* from here on: one value for the whole group */
    COHORT_HIGHEST,
    COHORT_LOWEST,
    COHORT_SUM,
    COHORT_MEAN,
    COHORT_MEDIAN,
    COHORT_COUNT,
    COHORT_METHOD_COUNT
};
extern const char *const cohort_method_names[COHORT_METHOD_COUNT]; /* as program.yaml writes them */
enum cohort_ties { TIES_BEST, TIES_DENSE, TIES_WORST, TIES_AVERAGE, TIES_COUNT };
enum cohort_deviation { DEVIATION_POPULATION, DEVIATION_SAMPLE, DEVIATION_COUNT };
enum cohort_quantile { QUANTILE_INCLUSIVE, QUANTILE_EXCLUSIVE, QUANTILE_NEAREST, QUANTILE_COUNT };
struct cohort {
    enum cohort_method method;
    size_t of;  /* metric index whose value is compared */
    int within; /* column of the partner table that makes the peer groups: text or yes/no; -1: all partners */
    bool lower_is_better;
    enum cohort_ties ties;
    enum cohort_deviation deviation;
    enum cohort_quantile quantile;
    double at, top;      /* shares: of COHORT_QUANTILE and COHORT_TOP_SHARE */
    double winsorize;    /* values beyond this quantile, at either end, are held to it before; 0: none are */
    double clip;         /* COHORT_Z_SCORE is held to this, up and down; 0: it is not */
    int least;           /* a group with fewer values has no result */
    int missing_is_zero; /* a partner without data counts with 0; else it is left out */
};
static inline bool cohort_is_total(enum cohort_method method)
{
    return method >= COHORT_QUANTILE;
}

struct curve_point {
    struct setting at, points;
};
struct band {
    struct setting low, high; /* not given: open-ended */
    bool low_open, high_open; /* the edge itself is outside */
    struct setting points;
};
enum points_kind {
    POINTS_VALUE,      /* the value is the points */
    POINTS_CURVE,      /* straight lines between curve points, flat outside */
    POINTS_BANDS,      /* steps; below, between and above all bands: 0 */
    POINTS_PER_UNIT,   /* each * (value / per), whole units only when `whole` */
    POINTS_LOG,        /* straight in the logarithm of the value, flat outside begin and end */
    POINTS_LOG_NORMAL, /* half at begin, nine tenths at end, by the log-normal distribution */
    POINTS_PERCENTILE, /* 100 * percent rank within a peer group */
    POINTS_EXPRESSION
};
enum { SLOT_VALUE = 0, SLOT_ATTRIBUTE = 1 }; /* slots of a points expression; all other expressions index program->names */
struct points_rule {
    enum points_kind kind;
    struct curve_point *curve;
    struct band *bands;
    size_t count; /* of curve or bands */
    struct setting each, per;
    bool whole;
    struct setting begin, end, full; /* of the logarithmic rules: from and to, or median and p10; and the points they lead to */
    struct cohort percentile;        /* .of is the metric itself */
    const struct expr *expression;   /* names: value (SLOT_VALUE), and partner.<attribute> (SLOT_ATTRIBUTE + column) */
    struct setting min, max;         /* limits of the points, any kind; not given: none */
};

/* What stands for points that a value does not earn. */
enum instead_kind { INSTEAD_ZERO, INSTEAD_LEAVE_OUT, INSTEAD_POINTS };
struct instead {
    enum instead_kind kind;
    struct setting points; /* INSTEAD_POINTS */
};

struct metric {
    const char *name, *title; /* title: name when not given */
    size_t scorecard, track;  /* track: index in the scorecard's tracks */
    int block;                /* index, always given */
    int objective;            /* index or -1 */
    const char *plugin;       /* "metrics/revenue"; NULL for a cohort metric and for a formula */
    struct place plugin_at;
    const struct node *params;  /* mapping or NULL: bound by lua/rule.h */
    struct cohort cohort;       /* of a cohort metric */
    const struct expr *formula; /* NULL: none; names: values and points of the metrics of its track, partner.<attribute> */
    const char *unit;           /* of a metric without a plugin, or given by the program; else NULL: the plugin's */
    struct setting weight;
    struct points_rule points;
    struct instead missing;     /* of the points, where there is no value */
    const struct expr *when;    /* NULL: always; names as in formula, its own value among them */
    struct instead otherwise;   /* of the points, where `when` does not hold or could not tell */
    const struct expr *applies; /* NULL: to all; names: partner.<attribute> */
    int category;               /* of the scorecard's; -1: none */
    bool bonus;                 /* its weight * points are added to the score behind all caps and means */
    bool trial;                 /* shown, does not count */
    int round;                  /* places the value is rounded to before the points; -1: not */
    struct place at;
};

/* Is it worked out from the values of all partners? */
static inline bool metric_compares(const struct metric *metric)
{
    return !metric->plugin && !metric->formula;
}

/* What has to be made of a metric: first its value, then its points. */
struct metric_step {
    size_t metric;
    bool points;
};

/* ---- movement */

enum move_pace { MOVE_AT_ONCE, MOVE_ONE_STEP, MOVE_NEVER, MOVE_PENDING /* until it is approved */, MOVE_AFTER };
struct move { /* one way: up or down */
    enum move_pace pace;
    int after;   /* MOVE_AFTER, periods in a row: up, those after which a partner rises; down, those in which it is spared */
    int so_far;  /* column with the periods in a row up to the last one; -1: none given */
    bool closed; /* the period ends in a month in which nobody moves this way */
};
struct movement {
    struct move promote, demote;
    const int *at_least; /* columns with a tier below which a partner never is */
    size_t at_least_count;
};

/* ---- scorecards */

enum score_method { /* score/score.c says how */
                    SCORE_MEAN,
                    SCORE_SUM,
                    SCORE_GEOMETRIC,
                    SCORE_HARMONIC,
                    SCORE_LOWEST,
                    SCORE_METHOD_COUNT
};
extern const char *const score_method_names[SCORE_METHOD_COUNT];
enum score_of { SCORE_OF_METRICS, SCORE_OF_BLOCKS, SCORE_OF_CATEGORIES };
/* The program's own grouping of a scorecard's metrics. */
struct category {
    const char *name, *title;
    struct setting cap, weight;
    struct place at;
};
enum track_choice { TRACK_FIRST /* the first whose `when` holds */, TRACK_BEST /* highest score; the first among equals */ };

struct track {
    const char *name;                  /* "" when the scorecard has no tracks */
    const struct expr *when;           /* NULL: always; names: metrics of this track, partner.<attribute> */
    size_t first_metric, metric_count; /* in program->metrics, in the file's order */
};

struct tier {
    const char *name, *title;
    struct setting score; /* given: the score must reach it */
    const struct expr *require;
    struct setting margin; /* rate */
    struct place at;
};

struct scorecard {
    const char *name, *title;
    enum score_method method; /* how metrics, blocks or categories make the score */
    enum score_of of;
    enum score_method within; /* SCORE_MEAN or SCORE_SUM: how metrics make a block or a category */
    struct setting cap;       /* of the score, without bonus */
    struct category *categories;
    size_t category_count;
    int round; /* places of the score before it is compared with tiers; default 6 */
    enum track_choice choice;
    struct track *tracks; /* one or more */
    size_t track_count;
    struct tier *tiers; /* highest first */
    size_t tier_count;
    int prior;                       /* column of the partner table with the last period's tier; -1: none */
    const struct movement *movement; /* its own, or the program's */
    struct place at;
};

/* What a name of a requirement means (expr slots index this table). */
enum name_kind {
    NAME_VALUE,    /* revenue, azure.revenue: value of a metric */
    NAME_POINTS,   /* points.revenue, azure.points.revenue */
    NAME_BLOCK,    /* blocks.governance, azure.blocks.governance: block score */
    NAME_CATEGORY, /* categories.growth, azure.categories.growth: category score */
    NAME_SCORE,    /* score, azure.score */
    NAME_TIER,     /* azure.tier: name of the tier, text */
    NAME_TRACK,    /* track: name of the track in force, text */
    NAME_ATTRIBUTE /* partner.region: column of the partner table */
};
struct name {
    enum name_kind kind;
    size_t scorecard;
    size_t index;       /* NAME_VALUE, NAME_POINTS: index into `metrics`; block; category; column */
    const char *metric; /* NAME_VALUE, NAME_POINTS: name, looked up in the track in force */
};

/* Does the name mean this metric, in the track that it belongs to? */
static inline bool name_means(const struct name *name, const struct metric *metric)
{
    bool of_metric = name->kind == NAME_VALUE || name->kind == NAME_POINTS;
    return of_metric && name->scorecard == metric->scorecard && strcmp(name->metric, metric->name) == 0;
}

/* ---- incentives, margin */

/* A part of an award that is paid as one kind. */
struct payout_part {
    size_t kind; /* in program->payouts */
    struct decimal share;
};
enum below_minimum { BELOW_FORFEIT, BELOW_CARRY };

/* An amount that partners share in proportion to a metric. */
struct pool {
    bool given;
    struct setting amount; /* money; the same for all partners of a group */
    const char *by;        /* name of the metric, looked up in the track in force */
    int within;            /* column of the partner table that makes groups, each with a pool of its own; -1: one for all */
};

struct incentive {
    const char *name, *title;
    size_t scorecard;     /* the card its plugin sees */
    int block, objective; /* -1: none */
    const char *plugin;   /* NULL for a pool */
    struct place plugin_at;
    const struct node *params;
    struct pool pool;
    const struct expr *applies; /* names as in requirements */
    int group;                  /* index of a stacking group; -1: none */
    struct setting cap;         /* rate: of a margin award */
    const char *on;             /* metric of its scorecard: a margin award is paid as money on its value; NULL: added to the margin */
    bool net_of_margin;         /* with on: the value less the recommended margin */
    struct setting maximum;     /* money: the most that is paid in a run */
    struct setting year_most;   /* money: the most that is paid in a fiscal year */
    struct setting minimum;     /* money: nothing above 0 and below it is paid */
    enum below_minimum below_minimum;
    bool reduces;               /* in a sequence: lowers the base of later ones */
    const struct node *reduced; /* all, none or a list of names; NULL: all */
    const bool *reduced_by;     /* per incentive: its amount lowers the base of this one. NULL: not in a sequence */
    struct payout_part *parts;  /* their shares add up to 1 */
    size_t part_count;
    bool trial; /* shown, not added */
    struct place at;
};

enum stacking {
    STACK_ADD,
    STACK_BEST,
    STACK_MULTIPLY, /* 1 - (1-a)(1-b)... of rates; amounts are added */
    STACK_SEQUENCE  /* groups alone: each award is paid on what those before it leave of the base; amounts are added */
};
struct stack_group {
    const char *name;
    enum stacking take;
    struct setting cap;        /* rate: of its margin awards together */
    struct setting amount_cap; /* money: of its amounts together */
    const struct node *order;  /* names of incentives, or NULL */
    size_t *members;           /* STACK_SEQUENCE: its incentives, in their order */
    size_t member_count;
    struct place at;
};

/* A kind of pay-out. */
struct payout {
    const char *name, *title;
    struct setting minimum;      /* of all that a partner earns of this kind; below it goes to `otherwise` */
    int otherwise;               /* a kind without a minimum; -1: forfeited */
    struct length usable, claim; /* from the period's end so long; then so long to claim. Amount 0: not given */
    struct place at;
};
struct margin_rule {
    bool given;
    size_t scorecard; /* whose tier gives the base */
    const char *on;   /* name of the metric whose value margin is paid on; NULL: no amount */
    enum stacking stacking;
    struct stack_group *groups;
    size_t group_count;
    struct setting floor, cap; /* rates */
    struct setting amount_cap; /* money: of all amounts of a partner together */
    enum rounding rounding;
    int places;      /* of money, default 2 */
    int rate_places; /* of the recommended margin in percentage points; -1: not rounded */
};

/* Of which rows the last valid day is watched. */
struct expiry_date {
    size_t table, column;
};
struct warnings {
    bool given;
    struct length within; /* after the period's last day */
    struct expiry_date *dates;
    size_t date_count;   /* 0: no expiry */
    struct setting near; /* rate */
    bool *projected;     /* per metric: it grows with the days of the period; NULL: none is named */
};

struct limits {            /* per call of a plugin */
    uint64_t instructions; /* default 10 million */
    size_t memory;         /* bytes per plugin, default 16 MiB */
    double seconds;        /* wall clock of one call, default 2 */
};
extern const struct limits limits_standard; /* where no program says anything */

/* A word that the program looks for in a text column without `allowed`: whether any row has it, only the table's file tells. */
struct expected_word {
    size_t table, column;
    struct text word;
    struct place at;
};

struct program {
    struct source source; /* program.yaml, for carets; where it has versions the file in force, and program.yaml beside it */
    const char *folder;   /* scorecards/meridian */
    const char *name, *version, *currency;
    int first_month; /* of the fiscal year */
    struct span period;
    const char *period_text;
    struct objective *objectives;
    size_t objective_count;
    struct table_spec *tables; /* [0]: partners; the waivers table, when there is one, is the last */
    size_t table_count;
    const struct exchange_spec *exchange; /* NULL: no currencies */
    int name_column;                      /* of the partner table, shown in outputs; -1: none */
    int waivers;                          /* table index, -1: none */
    struct metric *metrics;
    size_t metric_count;
    struct metric_step *metric_steps; /* 2 * metric_count, so that what a formula, a `when` or a cohort looks at is made before */
    struct scorecard *scorecards;
    size_t scorecard_count;
    size_t *tier_order; /* scorecards, so that a tier that names another's tier comes later */
    struct name *names; /* slots of requirement and applies expressions */
    size_t name_count;
    struct movement movement; /* of the scorecards that have none of their own */
    struct incentive *incentives;
    size_t incentive_count;
    struct margin_rule margin;
    struct payout *payouts; /* never empty: rebate where the program says nothing */
    size_t payout_count;
    struct warnings warnings;
    struct limits limits;
    const char *history; /* path of the store of finished runs; NULL: none */
    struct expected_word *expected;
    size_t expected_count, expected_cap;
    const struct node *tree; /* all that it says, edits made: also what is not in force on the period's last day */
    struct arena *arena;
};

/* What the command line may override. Zero: as the program says. */
struct program_options {
    const char *period;       /* NULL: the program's own */
    const char *data;         /* folder in which table files are looked for, at their path or by their name alone; NULL: the program's */
    const char *const *edits; /* "scorecards.main.metrics.revenue.weight=20"; program/edit.h says how they are written */
    size_t edit_count;
};

/* Loads folder/program.yaml. Reports all mistakes at once; NULL when there was an error. Entries with from/until: the one in force on the
 * period's last day (program_check also tries every other date at which something changes). */
struct program *program_load(const char *folder, const struct program_options *options, struct arena *arena, struct problems *problems);

/* A look at the program of one of these days, to find more mistakes; it may lack what could not be read, and must not be run. */
struct program_look {
    void (*at)(void *context, struct program *program, struct problems *problems);
    void *context;
};
/* Loads for the period's last day and for every day on which something begins or has just ended (or ends, where it has no beginning). True
 * when all are free of errors. */
bool program_check(const char *folder, const struct program_options *options, const struct program_look *look, struct arena *arena,
                   struct problems *problems); /* look may be NULL */

/* Keeps a word, once for each place; those of columns with `allowed`, or without texts, are passed over. False: no memory. */
bool program_expect(struct program *program, struct expected_word word);

/* The metric of that name in the track, as index into metrics; -1: none. */
int program_metric(const struct program *program, size_t scorecard, size_t track, struct text name);

#endif
