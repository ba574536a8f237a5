/* run.h - one run from beginning to end: load, measure, cohorts, awards. What comes of it is read by core/out.
 *
 *     struct run run = {0};
 *     if (run_load(&run, folder, &options, &problems)) run_measure(&run, &problems);
 *     ... run_card(&run, &reader, partner) ...
 *     run_release(&run);
 */
#ifndef RUNG_RUN_RUN_H
#define RUNG_RUN_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/problem.h"
#include "data/dataset.h"
#include "lua/rule.h"
#include "program/program.h"
#include "run/coverage.h"
#include "run/earlier.h"
#include "run/profile.h"
#include "run/results.h"
#include "run/waiver.h"
#include "score/card.h"
#include "score/next.h"

enum run_part { PART_LOAD, PART_MEASURE, PART_COHORT, PART_AWARD, PART_WRITE, PART_COUNT };
extern const char *const run_part_names[PART_COUNT];

struct run_options {
    const char *period;       /* NULL: the program's */
    const char *data;         /* folder of the tables; NULL: the program's */
    const char *library;      /* folder of the plugins that come with Rung */
    const char *history;      /* store of finished runs; NULL: the program's */
    const char *as_of;        /* a day of the period, up to which there are data; NULL: nothing is projected */
    const char *const *edits; /* of program.yaml; see struct program_options */
    size_t edit_count;
    int jobs;        /* workers and threads; 0: as many as there are cores */
    bool strict;     /* a problem of the data or a plugin stops the run before anything is written */
    bool coverage;   /* note the lines of the plugins that run: run->coverage */
    bool lines;      /* know where in their files the rows of all tables stand */
    bool attributes; /* keep all columns of the partner table, also those that no rule reads */
    bool cells;      /* the same of all tables */
    bool profile;    /* note what calls cost: run->profile */
    /* Called now and then by the thread that runs; done of total (bytes for PART_LOAD, partners else). May be NULL. */
    void (*progress)(void *context, enum run_part part, uint64_t done, uint64_t total);
    void *progress_context;
};

struct run {
    struct arena arena;
    struct run_options options;
    int jobs;
    struct program *program;
    struct ruleset rules;
    struct dataset data;
    struct waivers waivers;
    struct earlier earlier;
    struct results results;
    struct coverage coverage;
    struct profile profile;
    double seconds[PART_COUNT];
    int so_far;         /* days of the period up to the option as_of (pace.h); 0: nothing is projected */
    struct run *lapsed; /* the run without the rows that end soon (lapsed.h); NULL: nobody asks */
};

/* Everything that can be known before the first partner is measured: the program at every date at which it changes, its plugins and their
 * params, and when these are sound the tables (as run_load). */
bool run_check(struct run *run, const char *folder, const struct run_options *options, struct problems *problems);
/* False after reporting problems: nothing can be measured. */
bool run_load(struct run *run, const char *folder, const struct run_options *options, struct problems *problems);
/* False when the machine gave out. Failures of single plugins are problems, and the run goes on. */
bool run_measure(struct run *run, struct problems *problems);
/* What came of the calls above (good: none said false) is not to be trusted, nor are the problems: memory ran out on the way. */
bool run_starved(const struct run *run, bool good, const struct problems *problems);
void run_release(struct run *run);

struct next_found {
    bool yet; /* looked for */
    struct next next;
};

/* Makes the cards of a run again, one partner at a time; any number of readers may do so side by side. */
struct card_reader {
    const struct run *run;
    struct value *attributes;
    struct past past;
    struct subject subject;
    struct card card;
    struct margin margin;
    struct next_search *search;      /* NULL until card_reader_search */
    const struct next_trait *traits; /* the same */
    struct next_found *found;        /* per scorecard; the same */
    struct card_reader *lapsed;      /* of run->lapsed; the same */
    struct next_step *projected;     /* room for a step per metric; the same */
    size_t partner;
};
bool card_reader_init(struct card_reader *reader, const struct run *run, struct arena *arena); /* false: no memory */
bool card_reader_search(struct card_reader *reader, struct arena *arena);                      /* for the next tier; false: no memory */
void card_reader_subject(struct card_reader *reader, size_t partner);                          /* fills subject alone */
void card_reader_card(struct card_reader *reader, size_t partner);                             /* subject and card */
/* The next tier of the card and the ways up, until the next card is made; several tables ask, and it is looked for once. */
const struct next *card_reader_next(const struct card_reader *reader, size_t scorecard);
/* subject, card and margin; false when the margin's arithmetic does not fit. */
bool card_reader_make(struct card_reader *reader, size_t partner);

static inline const struct measure *run_measures(const struct run *run, size_t partner)
{
    return run->results.measures + partner * run->results.metrics;
}
static inline const struct award *run_awards(const struct run *run, size_t partner)
{
    return run->results.awards + partner * run->results.incentives;
}
struct text run_partner_key(const struct run *run, size_t partner);
struct text run_partner_name(const struct run *run, size_t partner); /* "" when the program names no name column */

#endif
