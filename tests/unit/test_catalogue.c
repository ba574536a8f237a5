/* Which plugins there are, and how their descriptions are broken into lines. */
#include "lua/catalogue.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/wrap.h"

static struct catalogue five(const char **names, bool own[5])
{
    const char *const all[] = {"incentives/bonus", "metrics/bonus", "metrics/mean", "metrics/sum", "worst_discount"};
    for (size_t i = 0; i < 5; i++) names[i] = all[i];
    return (struct catalogue){.names = names, .own = own, .count = 5};
}

static void a_plugin_is_found_by_what_people_call_it(void **state)
{
    const char *names[5];
    bool own[5] = {0};
    struct catalogue catalogue = five(names, own);
    (void)state;
    assert_int_equal(catalogue_find(&catalogue, "metrics/sum"), 3);
    assert_int_equal(catalogue_find(&catalogue, "metrics/sum.lua"), 3);
    assert_int_equal(catalogue_find(&catalogue, "sum"), 3);
    assert_int_equal(catalogue_find(&catalogue, "sum.lua"), 3);
    assert_int_equal(catalogue_find(&catalogue, "/usr/share/rung/plugins/metrics/mean.lua"), 2);
    assert_int_equal(catalogue_find(&catalogue, "scorecards/plugins/plugins/worst_discount"), 4);
    assert_int_equal(catalogue_find(&catalogue, "bonus"), -1);
    assert_int_equal(catalogue_find(&catalogue, ""), -1);
}

static void a_misspelt_one_is_guessed(void **state)
{
    const char *names[5];
    bool own[5] = {0};
    struct catalogue catalogue = five(names, own);
    struct arena arena = {0};
    (void)state;
    assert_string_equal(catalogue_near(&catalogue, "metric/sum", &arena), "metrics/sum");
    assert_string_equal(catalogue_near(&catalogue, "maen", &arena), "metrics/mean");
    assert_string_equal(catalogue_near(&catalogue, "worst_discuont.lua", &arena), "worst_discount");
    assert_null(catalogue_near(&catalogue, "xyz", &arena));
    arena_release(&arena);
}

static void folders_are_walked_and_the_own_one_hides(void **state)
{
    struct catalogue catalogue;
    struct arena arena = {0};
    (void)state;
    assert_true(catalogue_list(&catalogue, "plugins/metrics", "plugins", &arena));
    int sum = catalogue_find(&catalogue, "metrics/sum");
    assert_true(sum >= 0 && !catalogue.own[sum]);
    for (size_t i = 0; i + 1 < catalogue.count; i++) assert_true(strcmp(catalogue.names[i], catalogue.names[i + 1]) < 0);
    assert_true(catalogue_list(&catalogue, "plugins", "plugins", &arena));
    sum = catalogue_find(&catalogue, "metrics/sum");
    assert_true(sum >= 0 && catalogue.own[sum]);
    assert_true(catalogue_list(&catalogue, NULL, "nowhere", &arena));
    assert_int_equal(catalogue.count, 0);
    arena_release(&arena);
}

static void assert_wrapped(const char *text, size_t indent, size_t width, const char *expected)
{
    struct buf out = {0};
    wrap_paragraphs(&out, text_of(text), indent, width);
    buf_char(&out, '\0');
    assert_string_equal(out.ptr, expected);
    buf_release(&out);
}

static void lines_end_before_the_width(void **state)
{
    (void)state;
    assert_wrapped("one two three", 0, 7, "one two\nthree\n");
    assert_wrapped("one two three", 2, 9, "  one two\n  three\n");
    assert_wrapped("one\ntwo", 0, 40, "one two\n");
    assert_wrapped("incomprehensibilities", 2, 10, "  incomprehensibilities\n");
    assert_wrapped("na\xc3\xafve r\xc3\xb4le", 0, 10, "na\xc3\xafve r\xc3\xb4le\n");
    assert_wrapped("", 2, 10, "");
}

static void examples_stay_as_they_are(void **state)
{
    (void)state;
    assert_wrapped("A sum\nof two.\n\n    a:   b c d e f\n\nEnd.", 1, 8, " A sum\n of two.\n\n     a:   b c d e f\n\n End.\n");
}

static void a_column_begins_on_its_place_or_on_a_line_of_its_own(void **state)
{
    struct buf out = {0};
    (void)state;
    buf_puts(&out, "name");
    wrap_to(&out, 6);
    wrap_words(&out, text_of("said in words"), 6, 14);
    buf_puts(&out, "longer name");
    wrap_to(&out, 6);
    wrap_words(&out, text_of("said"), 6, 14);
    buf_char(&out, '\0');
    assert_string_equal(out.ptr, "name  said in\n      words\nlonger name\n      said\n");
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plugin_is_found_by_what_people_call_it),
        cmocka_unit_test(a_misspelt_one_is_guessed),
        cmocka_unit_test(folders_are_walked_and_the_own_one_hides),
        cmocka_unit_test(lines_end_before_the_width),
        cmocka_unit_test(examples_stay_as_they_are),
        cmocka_unit_test(a_column_begins_on_its_place_or_on_a_line_of_its_own),
    };
    return cmocka_run_group_tests_name("catalogue", tests, NULL, NULL);
}
