/* JUnit's XML as build servers read it: testsuites, testsuite, testcase, failure. */
#include "test/report.h"

static void put_character(struct buf *out, struct text character, uint32_t code)
{
    switch (code) {
    case '&': buf_puts(out, "&amp;"); break;
    case '<': buf_puts(out, "&lt;"); break;
    case '>': buf_puts(out, "&gt;"); break;
    case '"': buf_puts(out, "&quot;"); break;
    case 0xfffe: /* no characters of XML */
    case 0xffff: buf_puts(out, "\xef\xbf\xbd"); break;
    default: buf_text(out, character);
    }
}

static void put_escaped(struct buf *out, struct text text)
{
    for (size_t i = 0, size; i < text.len; i += size) {
        uint32_t code;
        size = text_character((struct text){text.ptr + i, text.len - i}, &code);
        put_character(out, (struct text){text.ptr + i, size}, code);
    }
}

static void put_attribute(struct buf *out, const char *name, struct text value)
{
    buf_printf(out, " %s=\"", name);
    put_escaped(out, value);
    buf_char(out, '"');
}

/* Milliseconds, with a point in every locale. */
static void put_time(struct buf *out, double seconds)
{
    unsigned long long thousandths = seconds > 0 ? (unsigned long long)(seconds * 1000 + 0.5) : 0;
    buf_printf(out, " time=\"%llu.%03llu\"", thousandths / 1000, thousandths % 1000);
}

static void put_failure(struct buf *out, const struct test_result *result)
{
    buf_puts(out, "      <failure");
    put_attribute(out, "message", result->message);
    buf_puts(out, " type=\"difference\">");
    put_escaped(out, result->file);
    if (result->line) buf_printf(out, ":%u", result->line);
    buf_char(out, '\n');
    put_escaped(out, result->details);
    buf_puts(out, "</failure>\n");
}

static void put_case(struct buf *out, const struct suite *suite, const struct test_result *result)
{
    buf_puts(out, "    <testcase");
    put_attribute(out, "classname", suite->name);
    put_attribute(out, "name", result->name);
    put_time(out, result->seconds);
    if (result->verdict == VERDICT_PASSED) {
        buf_puts(out, "/>\n");
        return;
    }
    buf_puts(out, ">\n");
    if (result->verdict == VERDICT_FAILED) {
        put_failure(out, result);
    } else {
        buf_puts(out, "      <system-out>");
        put_escaped(out, result->details);
        buf_puts(out, "</system-out>\n");
    }
    buf_puts(out, "    </testcase>\n");
}

void report_junit_suite(struct report *report, const struct suite *suite)
{
    size_t failures = 0;
    double seconds = 0;
    for (size_t i = 0; i < suite->count; i++) {
        failures += suite->results[i].verdict == VERDICT_FAILED;
        seconds += suite->results[i].seconds;
    }
    struct buf *out = &report->out;
    buf_puts(out, "  <testsuite");
    put_attribute(out, "name", suite->name);
    buf_printf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"0\"", suite->count, failures);
    put_time(out, seconds);
    buf_puts(out, ">\n");
    for (size_t i = 0; i < suite->count; i++) put_case(out, suite, &suite->results[i]);
    if (suite->coverage.len) {
        buf_puts(out, "    <system-out>");
        put_escaped(out, suite->coverage);
        buf_puts(out, "</system-out>\n");
    }
    buf_puts(out, "  </testsuite>\n");
}

void report_junit_head(const struct report *report, struct buf *out)
{
    buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"rung test\"");
    buf_printf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"0\"", report_count(report), report->failed);
    put_time(out, report->seconds);
    buf_puts(out, ">\n");
}
