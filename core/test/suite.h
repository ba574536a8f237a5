/* suite.h - what came of the tests of one file of cases, or of one program. */
#ifndef RUNG_TEST_SUITE_H
#define RUNG_TEST_SUITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/problem.h"
#include "run/run.h"

enum verdict { VERDICT_PASSED, VERDICT_FAILED, VERDICT_ACCEPTED /* it differed, and what is expected was rewritten */ };

/* No text holds control characters, but details line ends. */
struct test_result {
    enum verdict verdict;
    struct text name;    /* one line */
    struct text file;    /* where it is written */
    uint32_t line;       /* 0: all of the file */
    struct text message; /* what is wrong, in one line; "" when nothing is */
    struct text details; /* the same at length, lines */
    double seconds;
};

enum suite_kind { SUITE_CASES, SUITE_PROGRAM };

struct suite {
    enum suite_kind kind;
    const char *path; /* of the .cases.yaml, or of the program's folder */
    struct text name; /* metrics/sum, scorecards/starter */
    struct test_result *results;
    size_t count, cap;
    struct text coverage; /* lines, when it was asked for: of a plugin, which of its lines no case reaches */
    size_t lines_can, lines_ran;
    bool gave_out; /* the machine did: results are missing, and say nothing against the plugin or program */
    bool starved;  /* of memory */
};

/* How to run them. */
struct test_settings {
    struct run_options options;
    bool accept;
};

/* Adds a result; NULL when there is no memory (suite->starved). All texts are to live in the arena. */
struct test_result *suite_add(struct suite *suite, struct arena *arena);
/* What the buffer holds as a text of the arena in which control characters are visible; empties the buffer. Lines stay lines, or all
 * is one line. */
struct text suite_lines(struct suite *suite, struct buf *bytes, struct arena *arena);
struct text suite_line(struct suite *suite, struct buf *bytes, struct arena *arena);
struct text suite_word(struct suite *suite, struct text word, struct arena *arena); /* suite_line of a name */
/* Each line with something before it. */
void suite_put_lines(struct buf *out, const char *before, struct text lines);
/* A failed result that says what the problems are. */
void suite_fail(struct suite *suite, const char *name, const struct problems *problems, struct arena *arena);

/* Across processes. False: no memory, or bytes that are no suite. What is unpacked lives in the arena. */
bool suite_pack(const struct suite *suite, struct buf *out);
bool suite_unpack(struct suite *suite, struct text bytes, struct arena *arena);

#endif
