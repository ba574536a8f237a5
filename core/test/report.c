#include "test/report.h"

bool report_format_named(const char *name, enum report_format *format)
{
    static const char *const names[] = {[REPORT_TEXT] = "text", [REPORT_TAP] = "tap", [REPORT_JUNIT] = "junit"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) != 0) continue;
        *format = (enum report_format)i;
        return true;
    }
    return false;
}

size_t report_count(const struct report *report)
{
    return report->passed + report->failed + report->accepted;
}

static void put_result(struct report *report, const struct suite *suite, const struct test_result *result)
{
    struct buf *out = &report->out;
    if (report->brief && result->verdict == VERDICT_PASSED) return;
    buf_printf(out, "%sok %zu - %.*s: %.*s\n", result->verdict == VERDICT_FAILED ? "not " : "", report_count(report), TEXT_ARG(suite->name),
               TEXT_ARG(result->name));
    if (result->verdict == VERDICT_PASSED) return;
    buf_printf(out, "  # %.*s", TEXT_ARG(result->file));
    if (result->line) buf_printf(out, ":%u", result->line);
    buf_char(out, '\n');
    suite_put_lines(out, "  # ", result->details);
}

static void count(struct report *report, const struct test_result *result)
{
    report->passed += result->verdict == VERDICT_PASSED;
    report->failed += result->verdict == VERDICT_FAILED;
    report->accepted += result->verdict == VERDICT_ACCEPTED;
    report->seconds += result->seconds;
}

/* Comments, in text as in TAP; in short, what no case reaches. */
static void put_coverage(struct report *report, const struct suite *suite)
{
    report->lines_can += suite->lines_can;
    report->lines_ran += suite->lines_ran;
    bool whole = suite->lines_can == suite->lines_ran;
    if (report->format != REPORT_JUNIT && !(report->brief && whole)) suite_put_lines(&report->out, "# ", suite->coverage);
}

static void flush(struct report *report)
{
    if (report->out.len && !report->out.failed && !report->stopped)
        report->stopped = !report->put(report->context, report->out.ptr, report->out.len);
    if (!report->out.failed) buf_clear(&report->out);
}

void report_begin(struct report *report)
{
    if (report->format == REPORT_TAP) buf_puts(&report->out, "TAP version 13\n");
}

void report_suite(struct report *report, const struct suite *suite)
{
    for (size_t i = 0; i < suite->count; i++) {
        count(report, &suite->results[i]);
        if (report->format == REPORT_TEXT) put_result(report, suite, &suite->results[i]);
        if (report->format == REPORT_TAP) report_tap_result(report, suite, &suite->results[i]);
    }
    put_coverage(report, suite);
    if (report->format == REPORT_JUNIT)
        report_junit_suite(report, suite);
    else
        flush(report);
}

static void put_totals(const struct report *report, struct buf *out)
{
    buf_printf(out, "%zu passed, %zu failed", report->passed, report->failed);
    if (report->accepted) buf_printf(out, ", %zu rewritten", report->accepted);
    if (report->lines_can)
        buf_printf(out, ", %zu of %zu lines of rules ran (%zu %%)", report->lines_ran, report->lines_can,
                   report->lines_ran * 100 / report->lines_can);
    buf_char(out, '\n');
}

void report_end(struct report *report)
{
    struct buf body = report->out, *out = &report->out;
    report->out = (struct buf){.failed = body.failed};
    if (report->format == REPORT_JUNIT) report_junit_head(report, out);
    if (report->format == REPORT_TAP) buf_printf(out, "1..%zu\n# ", report_count(report));
    if (report->format != REPORT_JUNIT) put_totals(report, out);
    buf_text(out, buf_view(&body));
    if (report->format == REPORT_JUNIT) buf_puts(out, "</testsuites>\n");
    flush(report);
    buf_release(&body);
    bool failed = out->failed;
    buf_release(out);
    out->failed = failed;
}
