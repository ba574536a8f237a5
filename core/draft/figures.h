/* figures.h - a first scorecard: metrics that fit the tables, and what of them would be much, from what the rows of a period come to.
 *
 * All tables are loaded as a run loads them, so the figures are those of every row that a run would use. */
#ifndef RUNG_DRAFT_FIGURES_H
#define RUNG_DRAFT_FIGURES_H

#include "base/date.h"
#include "data/dataset.h"
#include "draft/draft.h"

enum { FIGURES_MAX = 6 };

enum figure_kind { FIGURE_SUM, FIGURE_COUNT, FIGURE_ATTRIBUTE };
struct figure {
    const char *name; /* of the metric: filled by who writes it */
    enum figure_kind kind;
    size_t table;      /* index of the specs; the partners' for an attribute */
    int column;        /* what is added up, or the attribute */
    int date;          /* -1: rows of all times count */
    int outcome;       /* -1: rows of any outcome count */
    const char *word;  /* otherwise those that say this */
    int64_t code;      /* private: of the word */
    bool yesno;        /* an attribute that is 1 or 0 */
    double *values;    /* per partner */
    double some, much; /* half of the partners that have any reach some; one in ten, much. Round figures, 0 < some < much */
};

/* Rows of a table that name no partner of the list. */
struct strays {
    size_t rows;
    uint32_t line;    /* of the first one */
    const char *what; /* and what is wrong with it */
};

struct figures {
    struct figure items[FIGURES_MAX];
    size_t count;
    size_t partners;
    struct strays *strays; /* per table */
    size_t dated_table;
    int dated_column;       /* whose days decide on the period; -1: there is none */
    struct span days;       /* first and last of them */
    struct span period;     /* a quarter */
    double gold, silver;    /* scores that a fifth and half of the partners reach; 0: no telling */
    size_t golden, silvern; /* how many do */
};

double figures_weight(const struct figures *figures, size_t index);

/* specs[0] is the table of partners. False: no memory. */
bool figures_make(struct figures *figures, struct table_spec *specs, size_t count, struct arena *arena);

#endif
