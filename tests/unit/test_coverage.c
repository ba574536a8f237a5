/* Lines of plugins that can run and did: found in every function, noted by all workers, at no cost for budgets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "run/run.h"

#include "lua_program.h"

static struct lua_program test;
static struct run run;

static int setup(void **state)
{
    (void)state;
    lua_program_init(&test);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    run_release(&run);
    lua_program_release(&test);
    return 0;
}

static void measure(const char *source, const char *limits)
{
    struct run_options options = {.jobs = 2, .coverage = true};
    lua_program_plugin(&test, "metrics/m", source);
    if (!lua_program_bind(&test, "m: {plugin: metrics/m}", NULL, limits)) fail_msg("%s", test.said);
    assert_true(run_load(&run, test.folder, &options, &test.problems));
    assert_true(run_measure(&run, &test.problems));
    assert_int_equal(run.coverage.count, 1);
}

/* A letter for each line: "." nothing to run, "-" can run, "+" did. */
static void expect_lines(const char *source, const char *expected)
{
    char lines[100] = "";
    measure(source, NULL);
    for (size_t line = 1; line <= strlen(expected); line++) {
        bool can = lines_can_run(run.coverage.plugins, line);
        lines[line - 1] = lines_did_run(run.coverage.plugins, line) ? '+' : can ? '-' : '.';
    }
    assert_string_equal(lines, expected);
}

static void lines_run_when_some_partner_needs_them(void **state)
{
    (void)state;
    expect_lines("--- Seats.\n"
                 "return metric {\n"
                 "  reads = { partners = { 'seats', 'region' } },\n"
                 "  value = function(partner)\n"
                 "    if partner.region == 'apac' then\n"
                 "      return 7\n"
                 "    elseif not partner.seats then\n"
                 "      return nil, 'no seats'\n"
                 "    end\n"
                 "    return partner.seats\n"
                 "  end,\n"
                 "}\n",
                 ".++.+-++.++.");
}

static void functions_that_nobody_calls_can_run(void **state)
{
    (void)state;
    expect_lines("local function outer(x)\n"
                 "  local function inner()\n"
                 "    return x\n"
                 "  end\n"
                 "  return inner()\n"
                 "end\n"
                 "\n"
                 "local function all(...)\n"
                 "  return ...\n"
                 "end\n"
                 "return metric {\n"
                 "  value = function()\n"
                 "    if not all(1) then return outer(2) end\n"
                 "    return all(\n"
                 "      1\n"
                 "    )\n"
                 "  end,\n"
                 "}\n",
                 "..---+..+++.++.++..");
}

/* Statements far apart, as many as a file may hold. */
static void a_file_of_a_mebibyte_has_its_lines(void **state)
{
    static char source[1 << 20];
    enum { STATEMENTS = 30000 };
    size_t len = 0, can = 0, ran = 0;
    (void)state;
    for (size_t i = 0; i < STATEMENTS; i++)
        len += (size_t)snprintf(source + len, sizeof source - len, "local _ = {}%s\n", i % 150 == 149 ? " end do\n\n\n" : "");
    memmove(source + 3, source, len);
    memcpy(source, "do ", 3);
    len += 3;
    while (len < sizeof source - 100) source[len++] = '\n';
    snprintf(source + len, sizeof source - len, "end return metric { value = function() return 1 end }");
    measure(source, NULL);
    for (size_t line = 1; line <= run.coverage.plugins->count; line++) {
        can += lines_can_run(run.coverage.plugins, line);
        ran += lines_did_run(run.coverage.plugins, line);
    }
    assert_int_equal(can, STATEMENTS + 1);
    assert_int_equal(ran, STATEMENTS + 1);
}

static const char loop[] = "return metric { value = function()\n"
                           "local n = 0\n"
                           "for i = 1, 100 do\n"
                           "n = n + 1\n"
                           "end\n"
                           "return n\n"
                           "end }";

/* Begun with lines noted, a call ends at the same limit. */
static void budgets_hold_while_lines_are_noted(void **state)
{
    char source[sizeof loop + 16];
    (void)state;
    snprintf(source, sizeof source, "%.*s000%s", (int)(strstr(loop, " do") - loop), loop, strstr(loop, " do"));
    measure(source, "{instructions: 3000}");
    assert_int_equal(run_measures(&run, 0)->state, MEASURE_FAILED);
    assert_non_null(strstr(results_text(&run.results, run_measures(&run, 0)->reason).ptr, "more than 3000 instructions"));
    assert_true(lines_did_run(run.coverage.plugins, 4));
    assert_false(lines_did_run(run.coverage.plugins, 6));
}

static void an_endless_loop_ends_while_lines_are_noted(void **state)
{
    (void)state;
    measure("return metric { value = function()\nwhile true do\nend end }", "{instructions: 100000}");
    assert_int_equal(run_measures(&run, 0)->state, MEASURE_FAILED);
    assert_true(lines_did_run(run.coverage.plugins, 2));
}

static void nobody_asks(void **state)
{
    struct run_options options = {.jobs = 1};
    (void)state;
    lua_program_plugin(&test, "metrics/m", loop);
    assert_true(lua_program_bind(&test, "m: {plugin: metrics/m}", NULL, NULL));
    assert_true(run_load(&run, test.folder, &options, &test.problems) && run_measure(&run, &test.problems));
    assert_null(run.coverage.plugins);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_run_when_some_partner_needs_them, setup, teardown),
        cmocka_unit_test_setup_teardown(functions_that_nobody_calls_can_run, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_of_a_mebibyte_has_its_lines, setup, teardown),
        cmocka_unit_test_setup_teardown(budgets_hold_while_lines_are_noted, setup, teardown),
        cmocka_unit_test_setup_teardown(an_endless_loop_ends_while_lines_are_noted, setup, teardown),
        cmocka_unit_test_setup_teardown(nobody_asks, setup, teardown),
    };
    return cmocka_run_group_tests_name("coverage", tests, NULL, NULL);
}
