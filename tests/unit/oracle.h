/* oracle.h - random cases from the scripts of tests/oracle, which also say what has to come out.
 *
 * A script prints words. RUNG_CASES says how many cases of each method it is asked for: few where nothing is said, so that unit tests are
 * quick; `make oracle-money` asks for 100,000. */
#ifndef RUNG_TESTS_ORACLE_H
#define RUNG_TESTS_ORACLE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/decimal.h"

enum { ORACLE_CASES = 5000 };

struct oracle {
    FILE *from;
    size_t count; /* of each method */
    char word[96];
};

/* Asks tests/oracle/<script>, with the number of cases and perhaps more arguments. The test is skipped where there is no python3. */
void oracle_ask(struct oracle *oracle, const char *script, const char *arguments);
void oracle_end(struct oracle *oracle); /* the script has to have ended well */
/* The next word, into oracle->word; false: there is none. The others fail the test then. */
bool oracle_next(struct oracle *oracle);
const char *oracle_word(struct oracle *oracle);
int oracle_number(struct oracle *oracle);
struct decimal oracle_decimal(struct oracle *oracle);

#endif
