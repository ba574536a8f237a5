/* report.h - results of tests as text for people, as TAP, or as JUnit's XML.
 *
 *     struct report report = {.format = REPORT_TAP, .put = to_stdout};
 *     report_begin(&report);
 *     report_suite(&report, suite); ...
 *     report_end(&report);
 *
 * Text and TAP leave suite by suite; JUnit, which begins with totals, at the end. */
#ifndef RUNG_TEST_REPORT_H
#define RUNG_TEST_REPORT_H

#include "test/suite.h"

enum report_format { REPORT_TEXT, REPORT_TAP, REPORT_JUNIT };

struct report {
    enum report_format format;
    bool brief; /* text: nothing of what passed */
    /* Whole lines. False: no more is wanted. */
    bool (*put)(void *context, const char *text, size_t length);
    void *context;
    size_t passed, failed, accepted;
    size_t lines_can, lines_ran; /* of plugins, when coverage was asked for */
    double seconds;              /* of all tests */
    bool stopped;                /* put said so */
    struct buf out;              /* not put yet; failed: no memory */
};
bool report_format_named(const char *name, enum report_format *format); /* "text", "tap", "junit" */

void report_begin(struct report *report);
void report_suite(struct report *report, const struct suite *suite);
void report_end(struct report *report); /* and releases */

/* What the formats share. */
size_t report_count(const struct report *report); /* of all tests so far */

/* report_tap.c, report_junit.c */
void report_tap_result(struct report *report, const struct suite *suite, const struct test_result *result);
void report_junit_suite(struct report *report, const struct suite *suite);
void report_junit_head(const struct report *report, struct buf *out);

#endif
