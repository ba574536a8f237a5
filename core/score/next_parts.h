/* next_parts.h - the stages of next_find: what the tier requires (next_require.c), then the climb to a score (next_climb.c), on paths of
 * single metrics (next_path.c), pulled back to what is needed (next_trim.c), proved by cards on trial (next_trial.c). Private to
 * next*.c. */
#ifndef RUNG_SCORE_NEXT_PARTS_H
#define RUNG_SCORE_NEXT_PARTS_H

#include "score/next.h"
#include "score/steps.h"

/* The way of one metric: from its value to where its points are most. */
struct next_path {
    size_t metric;
    double from, best;
    bool endless;     /* its points have no most: `best` is only how far is enough */
    double units;     /* values on the way are rounded to multiples of 1/units, away from `from` */
    double points;    /* at `from`; of a metric without data what stands for them */
    double most;      /* at `best` */
    bool straight;    /* a part of the way brings that part of the points, or more */
    double per_point; /* what a point more adds to the score; NaN: only a trial tells */
    double gain;      /* what this metric alone adds at its best */
};

/* What a climb shall reach: the score of the tier, or that one side of a comparison passes the other. */
struct next_goal {
    const struct expr *more, *less; /* NULL: the score */
    double target;                  /* of the score, or of more - less */
    bool strict;                    /* above the target */
};

struct next_search {
    const struct program *program;
    const struct next_trait *traits;
    bool *feeds;   /* per metric: more of a card hangs on its value than its own points */
    bool *made;    /* per metric: a formula of others */
    bool formulas; /* may such a one be moved by itself? */

    const struct card *card; /* at hand */
    const struct subject *subject;
    size_t scorecard;
    int tier;

    double *wanted;                      /* per metric: what the requirement asks for; NaN: nothing */
    const struct expr *taken, *left_out; /* sides of an `or`: the first that was taken to be met; the one that is not to be */
    double *value;                       /* per metric: on trial; NaN: as it is */
    struct card trial;
    bool *touched, *stale;  /* per scorecard: some of its metrics are on trial; all of them are made again */
    struct waiver *waivers; /* room for the subject's, and one per metric */
    struct next_path *paths;
    size_t path_count;
    bool linear; /* the last climb was one to the score, and points alone tell it: `base` before it begins, and the target */
    double base, target;
    struct next_step *steps; /* per scorecard: room for NEXT_WAYS times all metrics */
};

/* ---- next_trial.c */

bool next_movable(const struct next_search *search, size_t metric); /* may its value be another one? */
void next_try(struct next_search *search);                          /* search->trial: the card with the values of search->value */
bool next_earned(const struct next_search *search);                 /* does the trial earn the tier, or a higher one? */
double next_measure(const struct next_search *search, const struct next_goal *goal); /* of the trial; NaN: could not tell */
bool next_met(const struct next_goal *goal, double measure);
double next_value(const struct next_search *search, size_t metric); /* before any change; 0 where none is known */

/* ---- next_path.c */

/* Fills all but per_point, which is NaN, and gain. False: more points are nowhere. */
bool next_path_find(const struct next_search *search, struct next_path *path, size_t metric, double from);
void next_path_end(const struct next_search *search, struct next_path *path, double best); /* sets best, and units by it */
/* The value after a part of the way, 0 to 1, rounded; on a scale of steps the edge that the way has passed last. */
double next_path_value(const struct next_search *search, const struct next_path *path, double part);
double next_path_points(const struct next_search *search, size_t metric, double value);
/* Round values from 0 to 1, fine enough for a way of this length: 0.001 for thousands, 100, or the parts of the metric. */
double next_units(const struct next_search *search, size_t metric, double range);
double next_round(double value, double units, bool up); /* what stands on a round value stays there */
/* How far it is from now to where its points are most; 0: that is on the other side, or nowhere. */
double next_path_reach(const struct next_search *search, size_t metric, double to);
/* How far it is to the value, as a part of that; where that is less, 1. */
double next_path_length(const struct next_search *search, size_t metric, double to);
double next_step_past(const struct next_search *search, size_t metric, double edge, bool up); /* the nearest round value beyond an edge */

/* ---- next_climb.c */

/* The shortest ways from search->wanted on to the goal; proved. An option is a set of paths, as bits, and the part of its way. */
enum { NEXT_OPTIONS = 8, NEXT_OPTIONS_ROOM = NEXT_OPTIONS + NEXT_WAYS };
struct next_option {
    size_t size; /* how many paths */
    size_t lead; /* so many from the first on, and those of the mask behind them */
    uint64_t mask;
    double part, length;
};
size_t next_climb(struct next_search *search, const struct next_goal *goal, struct next_option options[NEXT_OPTIONS_ROOM]);
/* Puts the values of an option, over those that are wanted, into search->value. */
void next_put_option(struct next_search *search, const struct next_option *option);
/* Does the score with search->value surely stay below the target? Where points alone do not tell, no. Spares cards. */
bool next_surely_short(const struct next_search *search);
double next_most(struct next_search *search, const struct next_goal *goal); /* the measure with every path at its best, after next_climb */

/* ---- next_trim.c */

/* Takes from search->value, which earns the tier, what is not needed for it; a step that is not needed at all becomes NaN. */
void next_trim(struct next_search *search);

/* ---- next_require.c */

/* Sets search->wanted to all that the tier requires, and the length of it. False: some part holds by no metric. */
bool next_require(struct next_search *search, double *length);

#endif
