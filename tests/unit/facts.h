/* facts.h - the fixture of the tests of loading: partners P1, P2, P3 and a table of facts with a column of most types. */
#ifndef RUNG_TESTS_FACTS_H
#define RUNG_TESTS_FACTS_H

#include "base/buf.h"
#include "table_file.h"

enum { FACT_ID, FACT_DAY, FACT_STAGE, FACT_AMOUNT, FACT_SHARE, FACT_HOURS, FACT_NEW, FACT_COUNT, FACT_COLUMNS };

struct facts {
    struct table_files files;
    struct column_spec partners[2]; /* id, name */
    struct column_spec facts[FACT_COLUMNS];
};

extern const char facts_usual_partners[], facts_usual_header[];

int facts_set_up(void **state);
int facts_tear_down(void **state);
void facts_write(const char *path, const char *text);
bool facts_load(struct facts *fixture, const char *rows); /* the usual partners and header, by one thread */

/* One line per problem: line:column, what, cure, partner, subject. */
void facts_spell_problems(const struct problems *problems, struct buf *out);
/* All cells of a table, row by row, with the key of each row. */
void facts_spell_table(const struct table *table, struct buf *out);
void facts_assert_problems(struct facts *fixture, const char *expected);
void facts_assert_table(struct facts *fixture, size_t table, const char *expected);

#endif
