/* golden.h - a program against the results that it is expected to give: the files in its folder expected/.
 *
 * expected/ holds tables as `rung run` writes them, all or some. In problems.csv paths are those from the program's folder on, so that
 * it does not matter from where the program is run. run.json, which holds times, is not compared. */
#ifndef RUNG_TEST_GOLDEN_H
#define RUNG_TEST_GOLDEN_H

#include "test/suite.h"

#define EXPECTED_FOLDER "expected"

/* Whether there is anything in the program's expected/. */
bool golden_there(const char *program, struct arena *arena);
/* As cases_run, of a program: a result for each file that is expected. */
void golden_run(struct suite *suite, const struct test_settings *settings, struct arena *arena, struct problems *problems);

#endif
