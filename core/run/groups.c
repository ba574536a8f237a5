#include "run/groups.h"

/* Codes of a text column count from base + 1, and yes follows no, so stored ones count from 1; 0 is an empty cell. */
size_t groups_count(const struct run *run, int within)
{
    if (within < 0) return 1;
    const struct column *column = &run->data.tables[0].columns[within];
    return (column->spec->type == COLUMN_TEXT ? column->words.count : 2) + 1;
}

uint32_t groups_of(const struct run *run, int within, size_t partner)
{
    return within < 0 ? 0 : (uint32_t)column_stored(&run->data.tables[0].columns[within], partner);
}
