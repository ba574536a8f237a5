/* chain.h - all chunks of a table: parsed in parallel, then made sure to follow one another. */
#ifndef RUNG_DATA_CHAIN_H
#define RUNG_DATA_CHAIN_H

#include "data/intake.h"

/* Parses the table; adds the problems of its rows. False: the run cannot go on (reported). */
bool chain_parse(struct intake *intake, struct pool *pool, struct problems *problems);

#endif
