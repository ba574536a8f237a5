/* Cases beside a plugin: what passes, what is said of what does not, and mistakes in the cases themselves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "rung.h"

struct scratch {
    char root[64], temp[80];
    struct buf report;
    struct rung_run *run; /* of the last call */
    struct rung_test_options wanted;
    struct rung_test_counts counts;
};

static int make_scratch(void **state)
{
    static struct scratch scratch;
    scratch = (struct scratch){.root = "/tmp/rung-test-cases-XXXXXX"};
    if (!mkdtemp(scratch.root)) return -1;
    snprintf(scratch.temp, sizeof scratch.temp, "%s/temp", scratch.root);
    *state = &scratch;
    return mkdir(scratch.temp, 0700) || setenv("TMPDIR", scratch.temp, 1);
}

static int remove_scratch(void **state)
{
    struct scratch *scratch = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", scratch->root);
    buf_release(&scratch->report);
    rung_run_free(scratch->run);
    unsetenv("TMPDIR");
    return system(command);
}

static void put(const struct scratch *scratch, const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", scratch->root, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static bool keep(void *context, const char *text, size_t length)
{
    buf_put(context, text, length);
    return true;
}

static bool run(struct scratch *scratch, const char *name)
{
    char path[128];
    const char *paths[] = {path};
    snprintf(path, sizeof path, "%s/%s", scratch->root, name);
    rung_run_free(scratch->run);
    scratch->run = rung_run_new();
    assert_non_null(scratch->run);
    buf_clear(&scratch->report);
    scratch->wanted.put = keep;
    scratch->wanted.put_context = &scratch->report;
    bool good = rung_test(scratch->run, paths, 1, NULL, &scratch->wanted, &scratch->counts) == RUNG_OK;
    buf_char(&scratch->report, '\0');
    return good;
}

static void assert_said(const struct scratch *scratch, const char *part)
{
    if (!strstr(scratch->report.ptr, part)) fail_msg("the report lacks \"%s\":\n%s", part, scratch->report.ptr);
}

static void assert_problem(const struct scratch *scratch, const char *part)
{
    for (size_t i = 0; i < rung_problem_count(scratch->run); i++)
        if (strstr(rung_problem(scratch->run, i, false).what, part)) return;
    fail_msg("no problem says \"%s\"", part);
}

static const char total_plugin[] = "--- Won amount.\n"
                                   "return metric {\n"
                                   "  reads = { deals = { \"stage\", \"amount\" } },\n"
                                   "  params = { stage = { type = \"text\", default = \"won\" } },\n"
                                   "  value = function(partner, p)\n"
                                   "    local rows = partner.deals:where { stage = p.stage }\n"
                                   "    if #rows == 0 then return nil, \"no deals\" end\n"
                                   "    return rows:sum(\"amount\"), #rows .. \" deals\"\n"
                                   "  end,\n"
                                   "}\n";

static void test_rows_in_value_out(void **state)
{
    struct scratch *scratch = *state;
    put(scratch, "total.lua", total_plugin);
    put(scratch, "total.cases.yaml",
        "tables: {deals: {stage: text, amount: money}}\n"
        "cases:\n"
        "  - name: sum\n    rows: {deals: [[won, 0.1], [won, 0.2], [lost, 5]]}\n    value: 0.3\n    reason: 2 deals\n"
        "  - name: none\n    no_data: no deals\n"
        "  - name: any reason\n    no_data: yes\n"
        "  - name: a third\n    rows: {deals: [[won, 0.3333333333333333]]}\n    value: 1/3\n"
        "  - name: other params\n    params: {stage: lost}\n    rows: {deals: [[\"lost\", \"5\"]]}\n    value: 5\n"
        "  - name: unknown param\n    params: {stag: lost}\n    error: stag\n");
    assert_true(run(scratch, "total"));
    assert_int_equal(scratch->counts.failed, 0);
    assert_int_equal(scratch->counts.passed, 6);
    assert_said(scratch, "ok 1 - ");
    assert_said(scratch, "total: sum\n");
    assert_said(scratch, "ok 6 - ");
}

static void test_differences_are_told(void **state)
{
    struct scratch *scratch = *state;
    put(scratch, "total.lua", total_plugin);
    put(scratch, "total.cases.yaml",
        "tables: {deals: {stage: text, amount: money}}\n"
        "cases:\n"
        "  - name: wrong value\n    rows: {deals: [[won, 2]]}\n    value: 3\n"
        "  - name: wrong reason\n    rows: {deals: [[won, 2]]}\n    value: 2\n    reason: 3 deals\n"
        "  - name: wrong kind\n    value: 0\n"
        "  - name: bad cell\n    rows: {deals: [[won, two]]}\n    value: 2\n");
    assert_true(run(scratch, "total.cases.yaml"));
    assert_int_equal(scratch->counts.passed, 0);
    assert_int_equal(scratch->counts.failed, 4);
    assert_said(scratch, "not ok 1 - ");
    assert_said(scratch, "total.cases.yaml:3\n  # expected: value 3\n  # got:      value 2, \"1 deals\"\n");
    assert_said(scratch, "# expected: value 2, \"3 deals\"\n  # got:      value 2, \"1 deals\"\n");
    assert_said(scratch, "# expected: value 0\n  # got:      no_data, \"no deals\"\n");
    assert_said(scratch, "# got:      error\n");
    assert_said(scratch, "two");
}

static void test_card_in_award_out(void **state)
{
    struct scratch *scratch = *state;
    put(scratch, "bonus.lua",
        "--- A bonus.\n"
        "return incentive {\n"
        "  needs = { \"people\" },\n"
        "  award = function(_, card)\n"
        "    local people = card.metrics.people\n"
        "    if not people.value then return nil, people.state end\n"
        "    if card.tier == \"gold\" then return { amount = people.value / 10 } end\n"
        "    if card.blocks.culture then return { margin = card.blocks.culture / 1000 } end\n"
        "    return { margin = card.score / 1000 }, \"points \" .. number(people.points)\n"
        "  end,\n"
        "}\n");
    put(scratch, "bonus.cases.yaml",
        "cases:\n"
        "  - name: amount by tier\n    metrics: {people: 3}\n    tier: gold\n    amount: 0.3\n"
        "  - name: margin by score\n    metrics: {people: 3}\n    points: {people: 80}\n    score: 25\n    margin: 2.5%\n    reason: "
        "points 80\n"
        "  - name: margin by block\n    metrics: {people: 3}\n    blocks: {culture: 40, processes: 10}\n    margin: 4%\n"
        "  - name: no data\n    metrics: {people: no data}\n    nothing: no data\n"
        "  - name: wrong\n    metrics: {people: 3}\n    tier: gold\n    amount: 0.31\n");
    assert_true(run(scratch, "bonus.lua"));
    assert_int_equal(scratch->counts.passed, 4);
    assert_int_equal(scratch->counts.failed, 1);
    assert_said(scratch, "# expected: amount 0.31\n  # got:      amount 0.3\n");
}

static void test_mistakes_in_cases(void **state)
{
    struct scratch *scratch = *state;
    put(scratch, "total.lua", total_plugin);
    put(scratch, "total.cases.yaml",
        "tables: {deals: {stage: text, amount: money}}\n"
        "cases:\n"
        "  - name: a\n    valeu: 3\n"
        "  - name: b\n    value: three\n"
        "  - name: c\n    value: 3\n    no_data: yes\n"
        "  - name: d\n    rows: {deels: []}\n    value: 3\n"
        "  - name: e\n    rows: [won]\n    value: 3\n"
        "  - name: f\n    rows: {deals: [won, 3]}\n    value: 3\n");
    assert_true(run(scratch, "total"));
    assert_said(scratch, "unknown key \"valeu\"");
    assert_said(scratch, "the case expects nothing");
    assert_said(scratch, "\"three\" is not a number");
    assert_said(scratch, "the case expects several things");
    assert_said(scratch, "unknown table \"deels\"");
    assert_said(scratch, "rows is a mapping, not a list");
    assert_said(scratch, "a row is a list of cells");
    assert_int_equal(scratch->counts.failed, 1);
}

static void test_nothing_to_run(void **state)
{
    struct scratch *scratch = *state;
    assert_false(run(scratch, "nothing"));
    assert_problem(scratch, "there is no folder and no plugin ");
    put(scratch, "alone.cases.yaml", "cases:\n  - name: a\n    value: 1\n");
    assert_true(run(scratch, "alone"));
    assert_said(scratch, "not ok 1 - alone: its cases can be read\n");
    assert_said(scratch, "alone.lua: error: the file cannot be read");
    put(scratch, "empty.lua", total_plugin);
    put(scratch, "empty.cases.yaml", "cases: []\n");
    assert_true(run(scratch, "empty"));
    assert_said(scratch, "error: no cases");
}

/* Not the folder made for the case, and what is wrong with all of them only once. */
static void test_places_are_those_of_the_cases(void **state)
{
    struct scratch *scratch = *state;
    char expected[1024];
    put(scratch, "bad.lua", "return metric {\n  params = { n = { type = 'number' } },\n  value = function(_, p) return 5 end,\n}\n");
    put(scratch, "bad.cases.yaml",
        "cases:\n  - name: one\n    value: 5\n  - name: two\n    value: 5\n  - name: three\n    params: {n: x}\n    value: 5\n");
    assert_true(run(scratch, "bad"));
    assert_int_equal(scratch->counts.failed, 3);
    snprintf(expected, sizeof expected,
             "  # %s/bad.cases.yaml:2\n  # expected: value 5\n  # got:      error\n"
             "  #   %s/bad.cases.yaml: error: bad needs the param n\n  #      cure: add params: {n: ...}, a number\n"
             "not ok 2 - bad: two\n"
             "  # %s/bad.cases.yaml:4\n  # expected: value 5\n  # got:      error, the same as above\n"
             "not ok 3 - bad: three\n"
             "  # %s/bad.cases.yaml:6\n  # expected: value 5\n  # got:      error\n"
             "  #   %s/bad.cases.yaml: error: n has to be a number, not \"x\"\n",
             scratch->root, scratch->root, scratch->root, scratch->root, scratch->root);
    assert_said(scratch, expected);
    put(scratch, "bad.lua", "return metric {\n  value = function(_, p) return 5 != 6 end,\n}\n");
    assert_true(run(scratch, "bad"));
    snprintf(expected, sizeof expected, "  #   %s/bad.lua:2:35: error: the plugin bad cannot be loaded:", scratch->root);
    assert_said(scratch, expected);
    assert_null(strstr(scratch->report.ptr, "rung-scratch-"));
}

static void test_a_folder_needs_cases(void **state)
{
    struct scratch *scratch = *state;
    put(scratch, "lone.lua", total_plugin);
    assert_false(run(scratch, ""));
    assert_problem(scratch, "nothing to test in the folder ");
    assert_false(run(scratch, "lone.lua"));
    assert_problem(scratch, "no cases for ");
    assert_non_null(strstr(rung_problem(scratch->run, 0, false).cure, "/lone.cases.yaml"));
}

static void test_folder_in_order_and_nothing_left(void **state)
{
    struct scratch *scratch = *state;
    put(scratch, "b.lua", "return metric { value = function() return 2 end }\n");
    put(scratch, "b.cases.yaml", "cases:\n  - {name: two, value: 2}\n");
    put(scratch, "a.lua", "return metric { value = function() return true end }\n");
    put(scratch, "a.cases.yaml", "cases:\n  - {name: one, error: a.lua}\n");
    assert_true(run(scratch, ""));
    assert_int_equal(scratch->counts.passed, 2);
    assert_non_null(strstr(scratch->report.ptr, "a: one\nok 2 - "));
    assert_int_equal(rmdir(scratch->temp), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rows_in_value_out, make_scratch, remove_scratch),
        cmocka_unit_test_setup_teardown(test_differences_are_told, make_scratch, remove_scratch),
        cmocka_unit_test_setup_teardown(test_card_in_award_out, make_scratch, remove_scratch),
        cmocka_unit_test_setup_teardown(test_mistakes_in_cases, make_scratch, remove_scratch),
        cmocka_unit_test_setup_teardown(test_nothing_to_run, make_scratch, remove_scratch),
        cmocka_unit_test_setup_teardown(test_places_are_those_of_the_cases, make_scratch, remove_scratch),
        cmocka_unit_test_setup_teardown(test_a_folder_needs_cases, make_scratch, remove_scratch),
        cmocka_unit_test_setup_teardown(test_folder_in_order_and_nothing_left, make_scratch, remove_scratch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
