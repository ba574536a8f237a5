#include "oracle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

void oracle_ask(struct oracle *oracle, const char *script, const char *arguments)
{
    const char *asked = getenv("RUNG_CASES");
    char command[128];
    if (system("python3 -c pass 2>/dev/null") != 0) {
        print_message("python3 is missing: %s is not asked\n", script);
        skip();
    }
    oracle->count = asked ? (size_t)strtoul(asked, NULL, 10) : ORACLE_CASES;
    snprintf(command, sizeof command, "python3 tests/oracle/%s %zu %s", script, oracle->count, arguments);
    oracle->from = popen(command, "r");
    assert_non_null(oracle->from);
}

void oracle_end(struct oracle *oracle)
{
    assert_int_equal(pclose(oracle->from), 0);
}

bool oracle_next(struct oracle *oracle)
{
    return fscanf(oracle->from, "%95s", oracle->word) == 1;
}

const char *oracle_word(struct oracle *oracle)
{
    assert_true(oracle_next(oracle));
    return oracle->word;
}

int oracle_number(struct oracle *oracle)
{
    return (int)strtol(oracle_word(oracle), NULL, 10);
}

struct decimal oracle_decimal(struct oracle *oracle)
{
    struct decimal out;
    if (!decimal_parse(text_of(oracle_word(oracle)), &out)) fail_msg("\"%s\" is no decimal", oracle->word);
    return out;
}
