/* rung test --accept on cases: which bytes of a file change, and which never do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "rung.h"
#include "scratch.h"

/* The plugin answers with the params `n` and `why`; without n there is no data, and n = 13 is an error. */
static const char metric_plugin[] =
    "return metric {\n"
    "  params = { n = { type = \"number\", optional = true }, why = { type = \"text\", optional = true } },\n"
    "  value = function(_, p)\n"
    "    if p.n == 13 then error(\"thirteen\") end\n"
    "    return p.n, p.why\n"
    "  end,\n"
    "}\n";
static const char award_plugin[] = "return incentive {\n"
                                   "  params = { m = { type = \"rate\", optional = true }, a = { type = \"money\", optional = true } },\n"
                                   "  award = function(_, _, p)\n"
                                   "    if p.m then return { margin = p.m } end\n"
                                   "    if p.a then return { amount = p.a }, \"paid\" end\n"
                                   "    return nil, \"nothing to pay\"\n"
                                   "  end,\n"
                                   "}\n";

struct bench {
    struct scratch scratch;
    struct buf report;
    struct rung_test_counts counts;
};

static int open_bench(void **state)
{
    static struct bench bench;
    bench = (struct bench){0};
    *state = &bench;
    return scratch_make(&bench.scratch, "x.cases.yaml");
}

static int close_bench(void **state)
{
    struct bench *bench = *state;
    buf_release(&bench->report);
    return scratch_remove(&bench->scratch);
}

static bool keep(void *context, const char *text, size_t length)
{
    buf_put(context, text, length);
    return true;
}

static void put(const char *folder, const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_true(file_replace(path, text_of(text)));
}

/* Accepts what the cases give; the report is then bench->report. */
static enum rung_status accept(struct bench *bench, const char *plugin, const char *cases)
{
    const char *paths[] = {bench->scratch.path};
    struct rung_test_options wanted = {.accept = true, .put = keep, .put_context = &bench->report};
    put(bench->scratch.root, "x.lua", plugin);
    put(bench->scratch.root, "x.cases.yaml", cases);
    buf_clear(&bench->report);
    struct rung_run *run = rung_run_new();
    enum rung_status status = rung_test(run, paths, 1, NULL, &wanted, &bench->counts);
    rung_run_free(run);
    buf_char(&bench->report, '\0');
    return status;
}

static void assert_file(const struct bench *bench, const char *expected)
{
    struct buf bytes = {0};
    assert_true(file_read_path(bench->scratch.path, &bytes));
    buf_char(&bytes, '\0');
    assert_string_equal(bytes.ptr, expected);
    buf_release(&bytes);
}

/* All that differs is rewritten, to `after`; accepted once more, nothing changes. */
static void assert_becomes(struct bench *bench, const char *plugin, const char *before, const char *after)
{
    assert_int_equal(accept(bench, plugin, before), RUNG_OK);
    if (bench->counts.failed) fail_msg("%s", bench->report.ptr);
    assert_true(bench->counts.accepted > 0);
    assert_file(bench, after);
    assert_int_equal(accept(bench, plugin, after), RUNG_OK);
    assert_int_equal(bench->counts.failed + bench->counts.accepted, 0);
    assert_file(bench, after);
}

static void assert_refused(struct bench *bench, const char *plugin, const char *before)
{
    assert_int_equal(accept(bench, plugin, before), RUNG_OK);
    assert_int_equal(bench->counts.accepted, 0);
    assert_true(bench->counts.failed > 0);
    assert_non_null(strstr(bench->report.ptr, "# not rewritten: "));
    assert_file(bench, before);
}

static void test_numbers(void **state)
{
    assert_becomes(*state, metric_plugin,
                   "# top\ncases:\n- name: a   # first\n  params:   {n: 2}\n  value:   3   # was three\n\n- {name: b, value: 2/3, params: "
                   "{n: 0.75}}\n",
                   "# top\ncases:\n- name: a   # first\n  params:   {n: 2}\n  value:   2   # was three\n\n- {name: b, value: 0.75, params: "
                   "{n: 0.75}}\n");
    assert_becomes(*state, metric_plugin, "cases:\n- {name: a, params: {n: 0.125}, value: 15%}\n",
                   "cases:\n- {name: a, params: {n: 0.125}, value: 12.5%}\n");
    assert_becomes(*state, metric_plugin, "cases:\n- name: a\n  params: {n: -4}\n  value: \"3\"",
                   "cases:\n- name: a\n  params: {n: -4}\n  value: -4");
    assert_becomes(*state, award_plugin, "cases:\n- {name: a, params: {m: 2.5%}, margin: 2%}\n- {name: b, params: {a: 10.50}, amount: 7}\n",
                   "cases:\n- {name: a, params: {m: 2.5%}, margin: 2.5%}\n- {name: b, params: {a: 10.50}, amount: 10.5}\n");
}

static void test_reasons(void **state)
{
    assert_becomes(*state, metric_plugin, "cases:\n- name: a\n  params: {n: 1, why: two words}\n  reason: one word # here\n  value: 1\n",
                   "cases:\n- name: a\n  params: {n: 1, why: two words}\n  reason: two words # here\n  value: 1\n");
    assert_becomes(*state, metric_plugin, "cases:\n- name: a\n  params: {n: 1, why: 'it''s: {so}'}\n  value: 1\n  reason: 'x'\n",
                   "cases:\n- name: a\n  params: {n: 1, why: 'it''s: {so}'}\n  value: 1\n  reason: 'it''s: {so}'\n");
    assert_becomes(*state, metric_plugin, "cases:\n- name: a\n  params: {n: 1, why: 12 %}\n  value: 1\n  reason: x\n",
                   "cases:\n- name: a\n  params: {n: 1, why: 12 %}\n  value: 1\n  reason: \"12 %\"\n");
    assert_becomes(*state, metric_plugin,
                   "cases:\n- name: a\n  params: {n: 1, why: now}\n  reason: >-\n    several\n    lines\n\n  # note\n  value: 1\n",
                   "cases:\n- name: a\n  params: {n: 1, why: now}\n  reason: now\n\n  # note\n  value: 1\n");
    assert_becomes(*state, metric_plugin,
                   "cases:\n- name: a\n  params: {n: 1, why: now}\n  reason: \"several\n    lines\"  # note\n  value: 1\n",
                   "cases:\n- name: a\n  params: {n: 1, why: now}\n  reason: \"now\"  # note\n  value: 1\n");
    assert_becomes(*state, metric_plugin, "cases:\n- name: a\n  params: {n: 1}\n  reason:\n  value: 2\n",
                   "cases:\n- name: a\n  params: {n: 1}\n  reason:\n  value: 1\n");
    assert_becomes(*state, metric_plugin, "cases:\n- name: a\n  params: {n: 1, why: now}\n  reason:\n  value: 1\n",
                   "cases:\n- name: a\n  params: {n: 1, why: now}\n  reason: now\n  value: 1\n");
}

static void test_kinds(void **state)
{
    assert_becomes(*state, metric_plugin, "cases:\n- name: a\n  params: {why: none yet}\n  value: 3 # three\n",
                   "cases:\n- name: a\n  params: {why: none yet}\n  no_data: none yet # three\n");
    assert_becomes(*state, metric_plugin, "cases:\n- name: a\n  params: {why: none yet}\n  value: 3\n  reason: x\n",
                   "cases:\n- name: a\n  params: {why: none yet}\n  no_data: yes\n  reason: none yet\n");
    assert_becomes(*state, metric_plugin, "cases:\n- {name: a, params: {n: 3}, no_data: nothing here}\n",
                   "cases:\n- {name: a, params: {n: 3}, value: 3}\n");
    assert_becomes(*state, metric_plugin, "cases:\n- {name: a, params: {why: x}, 'no_data': y}\n",
                   "cases:\n- {name: a, params: {why: x}, 'no_data': x}\n");
    assert_becomes(*state, metric_plugin, "cases:\n- {name: a, params: {n: 5}, error: no such thing}\n",
                   "cases:\n- {name: a, params: {n: 5}, value: 5}\n");
    assert_becomes(*state, award_plugin, "cases:\n- {name: a, params: {m: 1%}, nothing: nothing to pay}\n- {name: b, margin: 1%}\n",
                   "cases:\n- {name: a, params: {m: 1%}, margin: 0.01}\n- {name: b, nothing: nothing to pay}\n");
}

static void test_an_error_is_expected_by_what_it_says(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(accept(bench, metric_plugin, "cases:\n- {name: a, params: {n: 13}, error: twelve}\n"), RUNG_OK);
    assert_int_equal(bench->counts.accepted, 1);
    assert_non_null(strstr(bench->report.ptr, "error with \"twelve\" -> error with \""));
    assert_non_null(strstr(bench->report.ptr, "thirteen"));
}

/* A rule that breaks down is not what anybody promised. */
static void test_a_failure_is_no_result(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(accept(bench, metric_plugin, "cases:\n- {name: a, params: {n: 13}, value: 13}\n"), RUNG_OK);
    assert_int_equal(bench->counts.accepted, 0);
    assert_int_equal(bench->counts.failed, 1);
    assert_non_null(strstr(bench->report.ptr, "not rewritten: the rule failed"));
}

/* Line ends of Windows, its byte order mark, letters of more than one byte, and a last line without an end. */
static void test_bytes_that_stay(void **state)
{
    assert_becomes(*state, metric_plugin,
                   "\xef\xbb\xbf"
                   "cases: # \xc3\xbc\r\n- name: a\r\n  params: {n: 2}\r\n  value: 3\t# \xc3\xbc\r\n",
                   "\xef\xbb\xbf"
                   "cases: # \xc3\xbc\r\n- name: a\r\n  params: {n: 2}\r\n  value: 2\t# \xc3\xbc\r\n");
    assert_becomes(*state, metric_plugin,
                   "\xef\xbb\xbf"
                   "cases: [{name: \xc3\xbc\xe2\x82\xac, value: 3, params: {n: 2}}]",
                   "\xef\xbb\xbf"
                   "cases: [{name: \xc3\xbc\xe2\x82\xac, value: 2, params: {n: 2}}]");
    assert_becomes(*state, metric_plugin, "cases:\n- name: a\n  params: {n: 2, why: \"\xc3\xa9t\xc3\xa9\"}\n  value: 2\n  reason: \xc3\xbc",
                   "cases:\n- name: a\n  params: {n: 2, why: \"\xc3\xa9t\xc3\xa9\"}\n  value: 2\n  reason: \"\xc3\xa9t\xc3\xa9\"");
}

static void test_what_belongs_to_more_is_refused(void **state)
{
    assert_refused(*state, metric_plugin, "cases:\n- {name: a, params: {n: &two 2}, value: 3, reason: *two}\n");
    assert_refused(*state, metric_plugin, "cases:\n- {name: a, params: {n: 2}, value: &v 3}\n- {name: b, params: {n: 3}, value: *v}\n");
    assert_refused(*state, metric_plugin, "cases:\n- &a {name: a, params: {n: 2}, value: 3}\n- *a\n");
    assert_refused(*state, metric_plugin, "cases:\n- name: a\n  params: {n: 1, why: now}\n  value: 1\n  reason: | # mine\n    then\n");
    assert_refused(*state, metric_plugin, "cases:\n- {name: a, params: {m: 1}, value: 1}\n");
    assert_refused(*state, "return metric { value = function() return 1 +", "cases:\n- {name: a, value: 1}\n");
}

/* Some are refused, the others are rewritten all the same. */
static void test_each_case_for_itself(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(
        accept(bench, metric_plugin, "cases:\n- {name: a, params: {n: 2}, value: &v 3}\n- {name: b, params: {n: 2}, value: 3}\n"), RUNG_OK);
    assert_int_equal(bench->counts.accepted, 1);
    assert_int_equal(bench->counts.failed, 1);
    assert_file(bench, "cases:\n- {name: a, params: {n: 2}, value: &v 3}\n- {name: b, params: {n: 2}, value: 2}\n");
}

#define BENCH(test) cmocka_unit_test_setup_teardown(test, open_bench, close_bench)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BENCH(test_numbers),
        BENCH(test_reasons),
        BENCH(test_kinds),
        BENCH(test_an_error_is_expected_by_what_it_says),
        BENCH(test_a_failure_is_no_result),
        BENCH(test_bytes_that_stay),
        BENCH(test_what_belongs_to_more_is_refused),
        BENCH(test_each_case_for_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
