/* groups.h - a comparison by what partners are: by region, by type. */
#ifndef RUNG_REVIEW_GROUPS_H
#define RUNG_REVIEW_GROUPS_H

#include "review/compare.h"

/* Which group each partner is in, by one column. */
struct grouping {
    const char *column;
    const char **values; /* "" stands for an empty cell */
    size_t count;
    uint32_t *of; /* per partner of the run */
};

struct group {
    size_t partners, up, down;
    size_t scored;       /* partners with a score before and after */
    double score_change; /* their mean */
    struct decimal money;
};

/* One scorecard by one column; groups[i] is that of by->values[i]. */
struct grouped {
    const struct grouping *by;
    size_t scorecard;
    struct group *groups;
};
struct groups {
    struct grouped *tables;
    size_t count;
};

/* By the columns of the partner table that are named, commas between; NULL: texts with `allowed` words, three at most. The run keeps all
 * columns (run_options.attributes). False after a problem: there is no such column. */
bool groupings_of_run(struct grouping **groupings, size_t *count, const char *by, const struct run *run, struct arena *arena,
                      struct problems *problems);
/* The groupings are of the run that `after` is of. False: no memory. */
bool groups_make(struct groups *groups, const struct comparison *comparison, const struct grouping *groupings, size_t count,
                 struct arena *arena);

#endif
