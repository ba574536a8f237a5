/* load.h - what the readers of program.yaml share while a program is loaded. Private to core/program.
 *
 * First everything is declared (tables, then the names of scorecards, tracks, metrics and tiers), then it is read: so whatever a key
 * names can be looked up at once, and there is one place that says "unknown". */
#ifndef RUNG_PROGRAM_LOAD_H
#define RUNG_PROGRAM_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "program/effective.h"
#include "program/program.h"
#include "program/row.h"

struct load {
    struct program *program;
    const struct program_options *options;
    struct arena *arena;
    struct problems *problems;
    const struct node *file;             /* all of it, also what is not in force */
    const struct effective *effective;   /* for names that are not in force */
    const struct node **metric_nodes;    /* per metric: its mapping, merged with the common one of the scorecard */
    const struct node **scorecard_nodes; /* per scorecard */
    size_t scorecard, track, metric;     /* what the row being read belongs to */
    size_t name_cap;
    bool no_exchange;                /* currencies has a mistake: columns that need it are not reported again */
    bool has_tables, has_scorecards; /* false after a mistake there: names that depend on them are not reported again */
};

/* Adds an error with its line. */
__attribute__((format(printf, 4, 5))) struct problem *load_error(struct load *load, struct place at, const char *cure, const char *format,
                                                                 ...);
__attribute__((format(printf, 4, 5))) void load_warning(struct load *load, struct place at, const char *cure, const char *format, ...);
#define load_cure(load, problem, ...) problem_cure((load)->problems, problem, __VA_ARGS__)
/* Cleared memory of the program; NULL sets problems->out_of_memory. */
void *load_array(struct load *load, size_t count, size_t size);

/* False after reporting anything but a single value that says something. */
bool load_scalar(struct load *load, const struct node *node, const struct row *row);
void load_node(struct load *load, const struct node *node, const struct row *row,
               void *to);                                                      /* keeps a single value for later, as const struct node * */
bool load_is_map(struct load *load, const struct node *node, const char *key); /* false after reporting */

/* Reports a number that its comma cut in two, {margin: 12,5%}; `index`: of the key that is its rest. False: that key is none. */
bool load_cut_number(struct load *load, const struct node *map, size_t index);

/* Index of a name among those of an array of structs that begin with `const char *name`; -1 after reporting: unknown block "x", did you
 * mean y? */
int load_find(struct load *load, const struct node *node, const char *kind, const void *array, size_t count, size_t stride);
/* The same among names, and among the values that a key or a column may have: "x" is no value of promote. */
int load_choose(struct load *load, const struct node *node, const char *kind, const char *const *names, size_t count);
int load_value(struct load *load, const struct node *node, const char *of, const char *const *names, size_t count);
/* Reports a name that plugins and expressions could not write; load_term also one that means something else in expressions. */
void load_name(struct load *load, struct text name, struct place at, const char *kind);
void load_term(struct load *load, struct text name, struct place at, const char *kind);

/* Readers of parts, in the order in which program_form calls them. */
extern const struct form program_form;
extern const struct row_type type_versions, type_currencies, type_tables, type_waivers, type_scorecards, type_movement, type_own_movement,
    type_warnings, type_margin, type_incentives;
extern const struct form objective_form, table_form, column_form, waivers_form, scorecard_form, score_form, track_form, tier_form,
    metric_form, cohort_form, points_form, curve_point_form, band_form, percentile_form, instead_form, movement_form, promote_form,
    demote_form, warnings_form, expiry_form, margin_form, group_form, incentive_form, limits_form, version_form, currencies_form;

/* score.c */
extern const struct form category_form;
extern const struct row_type type_categories, type_category;
void score_settle(struct scorecard *scorecard); /* what depends on the method, where nothing is said */
void categories_declare(struct load *load, struct scorecard *scorecard, const struct node *map);
void categories_check(struct load *load, const struct scorecard *scorecard);
void categories_check_metric(struct load *load, const struct scorecard *scorecard, const struct metric *metric); /* one that weighs */
/* pool.c */
extern const struct form pool_form;
extern const struct row_type type_pool;
void pool_check(struct load *load, const struct incentive *incentive, const struct node *node);
/* cohort.c */
extern const struct form outliers_form;
extern const struct row_type type_cohort, type_group_column; /* int: a partner column that makes groups */
/* metrics.c */
extern const struct row_type type_points;
void metric_read(struct load *load, size_t metric);
/* merge.c: the metrics of a track: those of the scorecard with the track's keys over them, then the track's own. */
const struct node *merge_metrics(struct load *load, const struct node *common, const struct node *own);
/* A scorecard that is like another one: the keys of that one with its own over them, its metrics as those of a track; title
 * and prior are its own. */
const struct node *merge_scorecard(struct load *load, const struct node *common, const struct node *own);

/* payouts.c */
extern const struct row_type type_length;                         /* struct length */
extern const struct row_type type_payouts, type_kind, type_split; /* the latter two into a struct incentive */
extern const struct form payout_form;
void payouts_default(struct load *load); /* the one kind of a program that names none */
void payouts_check_incentive(struct load *load, struct incentive *incentive, const struct node *entry);
/* sequence.c: which award lowers the base of which, once all incentives are read. */
void load_sequences(struct load *load, const struct node *incentives);

/* points_log.c */
extern const struct form log_form, log_normal_form;
extern const struct row_type type_log, type_log_normal;
/* points.c, points_check.c */
void points_check_curve(struct load *load, const struct points_rule *points);
void points_check_bands(struct load *load, const struct points_rule *points);

/* columns.c: one column, or all that a table declares, with room for three that key, partner and name may add. */
void column_read(struct load *load, const struct node *node, struct place at, struct column_spec *column);
void columns_read(struct load *load, const struct node *map, struct table_spec *table);

/* setting.c */
bool setting_parse(struct load *load, const struct node *node, const struct row *row, struct setting *setting);

/* scenario.c: settings side by side may differ by partner; a check tries each case that one of them names. */
struct scenario {
    int attribute; /* -1: no case; settings count with their default or first value */
    struct text when;
};
struct scenarios {
    struct scenario *items;
    size_t count, cap;
};
void scenarios_add(struct load *load, struct scenarios *scenarios,
                   const struct setting *setting); /* the first call adds the plain scenario too */
bool scenario_number(const struct scenario *scenario, const struct setting *setting, double *number); /* false: not given */
bool scenario_decimal(const struct scenario *scenario, const struct setting *setting, struct decimal *decimal);
const char *scenario_said(struct load *load, const struct scenario *scenario); /* "" or " where region is amer" */

/* names.c: a word that partners may have in a column. */
void load_expect(struct load *load, size_t column, struct text word, struct place at);

/* scope.c: expressions, and what their names mean */
enum scope {
    SCOPE_PARTNER, /* partner.<column> */
    SCOPE_VALUE,   /* value, partner.<column> */
    SCOPE_METRIC,  /* metrics of the same track, partner.<column> */
    SCOPE_CARD     /* all of a card */
};
extern const enum scope scope_partner, scope_metric, scope_card;
const struct expr *load_expression(struct load *load, const struct node *node, enum scope scope, enum value_kind want);
/* names.c */
int load_column(struct load *load, const struct node *node); /* of the partner table, marked as wanted; -1 after reporting */

/* check.c: reports a column of the partner table that is no text, or no integer. `key`: of program.yaml, that names it. */
void load_check_column(struct load *load, int column, const char *key, bool text, struct place at);

/* check.c, movement.c, order.c, metric_order.c: what can only be seen when all is read. */
void load_check(struct load *load, const struct node *root);
void load_check_movement(struct load *load, const struct node *root);
void load_order_tiers(struct load *load);
void load_order_metrics(struct load *load);

/* folder.c */
bool folder_read(const char *folder, struct source *source, struct arena *arena, struct problems *problems);
/* The path of a file below the program's folder; NULL after reporting one that leaves it. */
const char *folder_own(struct load *load, const struct node *file, const char *cure);
/* The same of a table file, below the program's folder or the data folder. */
const char *folder_table(struct load *load, const struct node *file);
/* Reads a file in the program's folder; false after reporting. */
bool folder_version(struct load *load, const struct node *file, struct source *source);

/* versions.c: the tree of the whole program on effective->day. Where `root` has versions it is the file in force, with what stands beside
 * versions, and the program's source becomes that file. NULL: there is none, which `strict` reports, or it cannot be read. */
const struct node *versions_tree(struct load *load, struct effective *effective, const struct node *root, bool strict);

#endif
