/* What calls cost is added up over workers, and nothing that a hostile worker leaves there is believed. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "run/run.h"

#include "lua_program.h"

static struct lua_program test;
static struct run run;

static int setup(void **state)
{
    struct run_options options = {.jobs = 2, .profile = true};
    (void)state;
    lua_program_init(&test);
    lua_program_plugin(&test, "metrics/m",
                       "return metric { reads = { deals = { 'amount' } }, value = function(partner)\n"
                       "local some = partner.deals:where { amount = { min = 0 } }\n"
                       "for row in some:rows() do local _ = row.amount end\n"
                       "return some:sum('amount') + some:count() end }");
    assert_true(lua_program_bind(&test, "m: {plugin: metrics/m}\nn: {plugin: metrics/m}", NULL, NULL));
    assert_true(run_load(&run, test.folder, &options, &test.problems) && run_measure(&run, &test.problems));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    run_release(&run);
    lua_program_release(&test);
    return 0;
}

static void calls_and_rows_are_counted(void **state)
{
    struct profile_rule cost = profile_of_rule(&run.profile, 1);
    (void)state;
    assert_int_equal(cost.calls, 3);
    assert_int_equal(cost.rows, 7 + 6 + 6); /* all deals, then the rows of those that are not below 0, then their sum */
    assert_true(cost.seconds > 0 && cost.largest > 0 && cost.largest <= cost.seconds);
    assert_true(cost.memory > 1000 && cost.memory < 1000000);
    for (size_t p = 0; p < 3; p++) assert_true(profile_of_partner(&run.profile, p).seconds > 0);
}

static void what_a_hostile_worker_leaves_counts_nowhere(void **state)
{
    (void)state;
    run.profile.by_rule[0].seconds = -1;
    run.profile.by_rule[2].partner = 3;
    assert_int_equal(profile_of_rule(&run.profile, 0).calls, 0);
    run.profile.by_partner[0].seconds = NAN;
    run.profile.by_partner[1].rule = 2;
    assert_true(profile_of_partner(&run.profile, 0).seconds == 0 && profile_of_partner(&run.profile, 1).seconds == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(calls_and_rows_are_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(what_a_hostile_worker_leaves_counts_nowhere, setup, teardown),
    };
    return cmocka_run_group_tests_name("profile", tests, NULL, NULL);
}
