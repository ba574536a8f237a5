/* rung.h - Rung as a library: load a partner program and its tables, measure every partner, read and write the results.
 *
 *     struct rung_options options = {.plugins = "/usr/local/share/rung/plugins"};
 *     struct rung_run *run = rung_run_new();
 *     if (run && rung_run_load(run, "scorecards/starter", &options) == RUNG_OK && rung_run_measure(run) == RUNG_OK)
 *         rung_run_write(run, "out/2026-Q3", NULL);
 *     for (size_t i = 0; i < rung_problem_count(run); i++) ... rung_problem(run, i) ...
 *     rung_run_free(run);
 *
 * Ownership: a run owns everything that it hands out; pointers live until rung_run_free, unless a function says less. Options
 * are structs in which zero means the default. A run is for one thread at a time; several runs may live side by side.
 * rung_run_measure forks worker processes (plugins are somebody else's code), so call it before starting threads of your own.
 * Nothing here prints, exits, or changes the locale. */
#ifndef RUNG_H
#define RUNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RUNG_VERSION "0.1.0"
#define RUNG_API     __attribute__((visibility("default")))
#define RUNG_CHECK   __attribute__((warn_unused_result))

enum rung_status {
    RUNG_OK,      /* done; there may be problems of single cells or plugins: ask rung_error_count */
    RUNG_INVALID, /* the program, a plugin, a table or an option cannot be used: see the problems */
    RUNG_FAILED   /* the machine gave out: memory, disk, processes: see the problems */
};

struct rung_options {
    const char *period;  /* "2026-Q3"; NULL: the program's own */
    const char *data;    /* folder to look for the program's table files in, at their path or by their name; NULL: the program's */
    const char *history; /* store of finished runs; NULL: the program's own, if it has one */
    const char
        *as_of; /* "2026-08-15", a day of the period up to which there are data: warnings tell what tier the pace leads to; NULL: none */
    const char *plugins; /* folder of the plugins that come with Rung; NULL: where it was installed */
    int jobs;            /* worker processes and threads; 0: as many as there are cores */
    bool strict;         /* a problem of the data or a plugin makes rung_run_measure answer RUNG_INVALID */
    bool profile;        /* time and count the calls of plugins: see rung_profile */
    /* Called now and then by the thread that loads, measures or writes. part: "load", "measure", "award". */
    void (*progress)(void *context, const char *part, uint64_t done, uint64_t total);
    void *progress_context;
};

struct rung_write_options {
    const char *format; /* "csv", "tsv", "excel", "excel-eu", or "xlsx": CSV and a workbook; NULL: csv */
    const char *only;   /* tables to write, comma-separated: "scorecards,margins"; NULL: all */
};

struct rung_run;
RUNG_API struct rung_run *rung_run_new(void); /* NULL: no memory */
RUNG_API void rung_run_free(struct rung_run *run);

/* Everything that can be known before the first partner: program, plugins, params, tables. Instead of rung_run_load. */
RUNG_API RUNG_CHECK enum rung_status rung_run_check(struct rung_run *run, const char *program, const struct rung_options *options);
/* Loads program, plugins and tables. Once per run. */
RUNG_API RUNG_CHECK enum rung_status rung_run_load(struct rung_run *run, const char *program, const struct rung_options *options);
RUNG_API RUNG_CHECK enum rung_status rung_run_measure(struct rung_run *run);
/* Checks before any work whether results may be written to this folder; rung_run_write does so too. */
RUNG_API RUNG_CHECK enum rung_status rung_run_prepare(struct rung_run *run, const char *folder, const struct rung_write_options *options);
/* Writes all tables and run.json; the folder appears whole or stays as it was. "-": the first wanted table to standard output. Where the
 * program warns of what ends soon, this is where it is measured, by worker processes. */
RUNG_API RUNG_CHECK enum rung_status rung_run_write(struct rung_run *run, const char *folder, const struct rung_write_options *options);

/* After rung_run_load: rung_run_write shall also put the run into its store, for later periods to begin with. Results and record are then
 * both there, or neither, as when the store holds other results for these days. RUNG_INVALID: the run has no store, or as_of. */
RUNG_API RUNG_CHECK enum rung_status rung_run_record(struct rung_run *run);
RUNG_API bool rung_run_known(const struct rung_run *run);          /* after rung_run_write: the very same run was there already */
RUNG_API const char *rung_run_history(const struct rung_run *run); /* path of the store, after rung_run_load; NULL: none */

/* ---- problems, sorted by place */

struct rung_problem {
    const char *severity; /* "error", "warning", "note" */
    const char *file;     /* NULL: none */
    unsigned line, column;
    const char *what, *cure; /* cure may be NULL */
    const char *text;        /* all of it as the terminal shows it, several lines; valid until the next call of rung_problem */
};
RUNG_API size_t rung_problem_count(const struct rung_run *run);
RUNG_API size_t rung_error_count(const struct rung_run *run);
RUNG_API size_t rung_warning_count(const struct rung_run *run);
RUNG_API struct rung_problem rung_problem(struct rung_run *run, size_t index, bool colour);

/* ---- results, after rung_run_measure */

RUNG_API size_t rung_partner_count(const struct rung_run *run);
RUNG_API size_t rung_scorecard_count(const struct rung_run *run);
RUNG_API size_t rung_tier_count(const struct rung_run *run, size_t scorecard);
RUNG_API const char *rung_scorecard_name(const struct rung_run *run, size_t scorecard);
RUNG_API const char *rung_tier_name(const struct rung_run *run, size_t scorecard, size_t tier); /* highest first */

struct rung_card {
    const char *partner, *name; /* name: "" when the program names no column for it */
    bool complete, has_score;
    double score;
    int tier, prior_tier;      /* -1: none */
    const char *movement;      /* "new" (no prior tier), "promoted", "held", "in grace", "pending", "demoted", "open" (incomplete) */
    const char *margin_pct;    /* exact decimals as text; NULL: no recommendation */
    const char *margin_amount; /* NULL: none */
    const char *rebates;
};
/* Valid until the next call. False: no such partner or scorecard, or no memory. */
RUNG_API bool rung_card(struct rung_run *run, size_t partner, size_t scorecard, struct rung_card *card);

struct rung_table {
    const char *name;
    size_t rows, set_aside; /* used, and not: of each row set aside a problem tells why */
};
RUNG_API size_t rung_table_count(const struct rung_run *run);
RUNG_API struct rung_table rung_table(const struct rung_run *run, size_t index);

/* Totals, after rung_run_write. */
struct rung_totals {
    size_t incomplete, waived;           /* partners */
    size_t waivers_over, waivers_ending; /* waivers that are over, and that will be within 90 days after the period */
    size_t early_warnings;               /* rows of the table warnings */
    const char *currency;
    const char *margin_cost, *rebates; /* exact decimals as text */
};
RUNG_API struct rung_totals rung_totals(struct rung_run *run);
RUNG_API size_t rung_tier_partners(const struct rung_run *run, size_t scorecard, int tier);            /* tier -1: without one */
RUNG_API size_t rung_movement_partners(const struct rung_run *run, size_t scorecard, size_t movement); /* 0 new, 1 promoted, ... */
RUNG_API const char *rung_movement_name(size_t movement);                                              /* NULL: no more */
RUNG_API const char *rung_program_name(const struct rung_run *run);
RUNG_API const char *rung_period_name(const struct rung_run *run);

/* What a run with rung_options.profile cost, after rung_run_write: time, memory and rows of each plugin and of each rule that uses it, the
 * slowest partners, and where the run's time went. Several lines, valid until the next call; NULL: not asked for, or no memory. */
RUNG_API const char *rung_profile(struct rung_run *run);

/* How one metric or incentive of one partner came about, step by step: params, selections with their counts, log lines, value and points.
 * Instead of rung_run_load: loads and measures the program, as the rule may need other metrics and partners. *text: free it with
 * rung_text_free; NULL unless RUNG_OK. Of the run's problems, those of this rule and partner are told in the text, and no others. */
struct rung_trace {
    const char *partner; /* its key */
    const char *rule;    /* "revenue", "main.revenue", or an incentive */
    bool rows;           /* tell the rows themselves */
};
RUNG_API RUNG_CHECK enum rung_status rung_trace(struct rung_run *run, const char *program, const struct rung_trace *asked,
                                                const struct rung_options *options, char **text);

/* Why a partner has the score, the tier and the money that it has: points that are missing, what tiers ask for, every number with its
 * reason. Instead of rung_run_load, as rung_trace. *text: free it with rung_text_free; NULL unless RUNG_OK. */
struct rung_explain {
    const char *partner; /* its key or its name */
    const char *rule;    /* one metric or incentive alone, in more depth; NULL: the whole card */
    bool json;           /* one JSON object instead of text */
    /* A file for the rows that the metrics looked at: which counted, and why the others did not. "-": *text is that table instead, which
     * json excludes. A file that holds anything else is never replaced. NULL: none. */
    const char *evidence;
    const char *format; /* of the evidence, as in rung_write_options */
};
RUNG_API RUNG_CHECK enum rung_status rung_explain(struct rung_run *run, const char *program, const struct rung_explain *asked,
                                                  const struct rung_options *options, char **text);

/* The operating model of a program: what it measures and rewards by building block and objective, and findings about that and about what
 * this period's partners show. Instead of rung_run_load, as rung_trace. *text: free it with rung_text_free; NULL unless RUNG_OK. */
struct rung_coverage {
    bool json;
    unsigned width; /* columns of a line; 0: 100 */
};
RUNG_API RUNG_CHECK enum rung_status rung_coverage(struct rung_run *run, const char *program, const struct rung_coverage *asked,
                                                   const struct rung_options *options, char **text);

/* ---- documents about Rung itself; free with rung_text_free. NULL: no such topic, or no memory */

/* "format": program.yaml as Markdown; "api": what plugins can reach, as Markdown; for editors "schema" and "cases-schema" (JSON Schema of
 * program.yaml and of cases), "luacats" (definitions for lua-language-server), "luacheck" (.luacheckrc) */
RUNG_API char *rung_reference(const char *topic);
RUNG_API void rung_text_free(char *text);

/* ---- plugins: which there are */

struct rung_plugins {
    /* Names ("metrics/sum", "sum"), paths of plugins, and at most one folder of a program, whose own plugins and use are told then, as are
     * those of the folder that the process is in. No name: a list of all. */
    const char *const *words;
    size_t count;
    bool markdown;
    unsigned width; /* columns of a line; 0: 100 */
};
/* *text: what there is to print, or NULL; free it with rung_text_free. A name that is wrong is a problem; the others are told. */
RUNG_API RUNG_CHECK enum rung_status rung_plugins(struct rung_run *run, const struct rung_plugins *asked,
                                                  const struct rung_options *options, char **text);

/* ---- editors */

/* Writes what editors need into the folder of a program: schemas and definitions into .rung/, .luarc.json and .luacheckrc. A file that Rung
 * did not write stays as it is, and is a problem. *report: a line for each file; free it with rung_text_free. */
RUNG_API RUNG_CHECK enum rung_status rung_editor(struct rung_run *run, const char *folder, const struct rung_options *options,
                                                 char **report);

/* ---- results that can be trusted */

/* Compares the files of a folder of results with the digests in its run.json, and runs the same again. *text: what was found, line by line;
 * free it with rung_text_free. *same: every byte is as it was. RUNG_INVALID: there is no record, or its program cannot be run any more.
 * options: plugins, jobs and, when set, data and history instead of those of the record; nothing else is used. */
RUNG_API RUNG_CHECK enum rung_status rung_verify(struct rung_run *run, const char *results, const struct rung_options *options, char **text,
                                                 bool *same);

/* ---- results compared */

/* How a comparison is told. */
struct rung_view {
    bool all;           /* text: of every partner, metric and changed rule, and not of those that moved alone */
    bool json;          /* JSON in place of text */
    const char *csv;    /* a file for a table of all changes, a row per partner and metric; "-": in place of the text, not with json */
    const char *format; /* of the table, as in rung_write_options */
};
/* What is different between two folders of results: who moved, what it costs, which metrics made the difference. *text: free it with
 * rung_text_free; NULL unless RUNG_OK. Of the run the problems alone are used. */
RUNG_API RUNG_CHECK enum rung_status rung_diff(struct rung_run *run, const char *before, const char *after, const struct rung_view *view,
                                               char **text);

/* What a program with other rules would come to, on the same data. */
struct rung_whatif {
    const char *const *sets; /* "scorecards.main.metrics.revenue.weight=20": what stands in place of what program.yaml says */
    size_t set_count;
    const char *against; /* folder of another program, for the tables, period and history of this one; NULL: the same program */
    const char *by; /* columns of the partner table to group by, "region,type"; NULL: texts with a list of allowed words, three at most */
    const char *periods; /* "2026-Q1,2026-Q2": a line for each of them in place of one comparison; NULL: the period of the options */
    const char *sweep;   /* "scorecards.main.tiers.gold.score=50..70/2": a line for each value, and curves; NULL: one comparison */
    struct rung_view view;
};
/* *text: free it with rung_text_free; NULL unless RUNG_OK. Problems that the program as it is has too are not told. */
RUNG_API RUNG_CHECK enum rung_status rung_whatif(struct rung_run *run, const char *program, const struct rung_whatif *asked,
                                                 const struct rung_options *options, char **text);

/* How far ranks and tiers hang on the weights and curves: they are drawn again and again, within a spread. */
struct rung_sensitivity {
    const char *const *sets; /* as in struct rung_whatif: what holds in all draws */
    size_t set_count;
    size_t draws;  /* 0: 1000 */
    uint64_t seed; /* 0: 1. The same seed draws the same */
    double spread; /* weights and thresholds are so much more or less at most; 0: 0.25 */
    struct rung_view view;
};
/* *text: free it with rung_text_free; NULL unless RUNG_OK. */
RUNG_API RUNG_CHECK enum rung_status rung_sensitivity(struct rung_run *run, const char *program, const struct rung_sensitivity *asked,
                                                      const struct rung_options *options, char **text);

/* ---- pages that people read */

/* Writes the report of a folder of results: one file of HTML that needs nothing else; "-": to standard output. RUNG_INVALID: there are no
 * results, or the file is one that Rung did not write. */
RUNG_API RUNG_CHECK enum rung_status rung_report(struct rung_run *run, const char *results, const char *file);

struct rung_statement {
    const char *partner; /* its key; NULL: all partners, each in a file of its own */
    const char *output;  /* the file ("-": standard output), or the folder of all; NULL: a name made of the key, or "statements" */
};
/* Writes what partners get to read of a folder of results. *written: where it is; free it with rung_text_free. */
RUNG_API RUNG_CHECK enum rung_status rung_statement(struct rung_run *run, const char *results, const struct rung_statement *asked,
                                                    char **written);

/* ---- the store of finished runs */

enum rung_history_act { RUNG_HISTORY_LIST, RUNG_HISTORY_SHOW, RUNG_HISTORY_REMOVE, RUNG_HISTORY_EXPORT };
struct rung_history {
    enum rung_history_act act;
    const char *file;
    /* show, remove: a period or an id (show: NULL for the last run); export: "scorecards", "metrics", "awards", "margins", "payouts" */
    const char *which;
    const char *format; /* export: as in rung_write_options, but no "xlsx" */
};
/* *text: what there is to print; free it with rung_text_free. Problems are the run's; nothing else of it is used. */
RUNG_API RUNG_CHECK enum rung_status rung_history(struct rung_run *run, const struct rung_history *asked, char **text);

/* ---- something new to begin with */

enum rung_new_kind { RUNG_NEW_PROGRAM, RUNG_NEW_METRIC, RUNG_NEW_INCENTIVE };
struct rung_new {
    enum rung_new_kind kind;
    const char *name;         /* of a program: the folder to make; of a rule: what program.yaml will call it */
    const char *program;      /* of a rule: the folder of the program that gets it; NULL: "." */
    const char *const *files; /* of a program: CSV files, to propose its tables from what they hold; NULL: an invented program */
    size_t file_count;
};
/* Writes new files, and never replaces one. *text: what was made, what was not sure and what to do next; free it with rung_text_free. The
 * problems of the run are why nothing was made, or what a check of the new program says. */
RUNG_API RUNG_CHECK enum rung_status rung_new(struct rung_run *run, const struct rung_new *asked, const struct rung_options *options,
                                              char **text);

/* ---- tests: the cases beside plugins, and the results that programs are expected to give */

struct rung_test_options {
    const char *report; /* "text", "tap" (Test Anything Protocol), "junit" (XML); NULL: text */
    bool brief;         /* text: nothing of tests that pass */
    bool accept;        /* what differs becomes what is expected: rewrites .cases.yaml files and tables in expected/ */
    bool coverage;      /* tell which lines of plugins no case reaches; takes longer */
    /* Takes the report, whole lines at a time. False: end here, no more is wanted. */
    bool (*put)(void *context, const char *text, size_t length);
    void *put_context;
};
struct rung_test_counts {
    size_t passed, failed, accepted;
};
/* Runs what is meant by each path: the folder of a program (the cases of its plugins, then the program against its folder expected/), any
 * other folder (all programs and plugins with cases below it), or a plugin ("plugins/metrics/sum", "metrics/sum", its .cases.yaml).
 * Of the options plugins and jobs count. RUNG_INVALID: for a path there is nothing to test; then no test is run. */
RUNG_API RUNG_CHECK enum rung_status rung_test(struct rung_run *run, const char *const *paths, size_t count,
                                               const struct rung_options *options, const struct rung_test_options *wanted,
                                               struct rung_test_counts *counts);

#ifdef __cplusplus
}
#endif

#endif
