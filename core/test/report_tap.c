/* The Test Anything Protocol, version 13: a line for each test, what is wrong as YAML below it, the plan at the end. */
#include "test/report.h"

/* A # would begin a directive such as "# SKIP". */
static void put_name(struct buf *out, struct text name)
{
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '#' || name.ptr[i] == '\\') buf_char(out, '\\');
        buf_char(out, name.ptr[i]);
    }
}

static void put_quoted(struct buf *out, const char *key, struct text text)
{
    buf_printf(out, "  %s: \"", key);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"' || text.ptr[i] == '\\') buf_char(out, '\\');
        buf_char(out, text.ptr[i]);
    }
    buf_puts(out, "\"\n");
}

static void put_diagnosis(struct buf *out, const struct test_result *result)
{
    buf_puts(out, "  ---\n");
    put_quoted(out, "message", result->message);
    put_quoted(out, "file", result->file);
    if (result->line) buf_printf(out, "  line: %u\n", result->line);
    if (result->details.len) buf_puts(out, "  details: |\n");
    suite_put_lines(out, "    ", result->details);
    buf_puts(out, "  ...\n");
}

void report_tap_result(struct report *report, const struct suite *suite, const struct test_result *result)
{
    struct buf *out = &report->out;
    buf_printf(out, "%sok %zu - ", result->verdict == VERDICT_FAILED ? "not " : "", report_count(report));
    put_name(out, suite->name);
    buf_puts(out, ": ");
    put_name(out, result->name);
    buf_char(out, '\n');
    if (result->verdict == VERDICT_FAILED)
        put_diagnosis(out, result);
    else
        suite_put_lines(out, "# ", result->details);
}
