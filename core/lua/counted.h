/* counted.h - which rows of the partner a call counted: those of selections that it asked a question of, and made no narrower selection of,
 * before or after; of the others it only looked whether there are any.
 *
 * Costs a mark per row and question. Marks are numbers of questions that only grow, so nothing is cleared between calls. */
#ifndef RUNG_LUA_COUNTED_H
#define RUNG_LUA_COUNTED_H

#include <stdbool.h>
#include <stdint.h>

#include "data/dataset.h"

struct selection;
struct counted_table {
    uint64_t *marks; /* room for the rows of any partner: the question that counted the row */
    uint64_t looked; /* the last question that was about a selection of this table */
};
struct counted {
    const struct dataset *dataset;
    struct counted_table *tables; /* dataset->table_count; NULL: nobody counts */
    uint64_t first, last;         /* questions of the call at hand */
};

bool counted_open(struct counted *counted, const struct dataset *dataset); /* false: no memory */
void counted_close(struct counted *counted);

void counted_begin(struct counted *counted);                               /* a call begins, or begins again */
void counted_ask(struct counted *counted, struct selection *selection);    /* a question that its rows answer */
void counted_narrow(struct counted *counted, struct selection *selection); /* another selection is made of it */

/* Does the call at hand count this row of the partner? `row`: from 0. */
static inline bool counted_row(const struct counted *counted, size_t table, uint32_t row)
{
    return counted->tables[table].marks[row] >= counted->first;
}

/* Rows of the partner in the tables that the call looked at; has_rows: there was such a table. */
struct row_count {
    bool has_rows;
    uint32_t counted, passed_over;
};
struct row_count counted_end(const struct counted *counted, size_t partner);

#endif
