/* Problems: how they look, what is kept, how lists are merged and sorted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/problem.h"

static const struct text none = {NULL, 0};

static void assert_looks(const struct problem *problem, bool colour, const char *expected)
{
    struct buf out = {0};
    problem_format(problem, colour, &out);
    buf_char(&out, '\0');
    assert_false(out.failed);
    assert_string_equal(out.ptr, expected);
    buf_release(&out);
}

static struct problem *add_at(struct problems *list, const char *file, uint32_t line, uint32_t column, const char *what)
{
    return problem_add(list, SEVERITY_ERROR, STAGE_DATA, (struct place){file, line, column, 0}, NULL, "%s", what);
}

static void test_with_place(void **state)
{
    (void)state;
    struct problems list = {0};
    struct place place = {"scorecards/x/program.yaml", 12, 9, 6};
    struct problem *p = problem_add(&list, SEVERITY_ERROR, STAGE_PROGRAM, place, "did you mean weight?", "unknown key \"%s\"", "wieght");
    problem_line(&list, p, text_of("        wieght: 15\r\n"));
    assert_looks(p, false,
                 "scorecards/x/program.yaml:12:9: error: unknown key \"wieght\"\n"
                 "   12 |         wieght: 15\n"
                 "      |         ^~~~~~\n"
                 "   cure: did you mean weight?\n");
    assert_true(problems_fatal(&list));
    problems_release(&list);
}

static void test_without_place(void **state)
{
    (void)state;
    struct problems list = {0};
    struct problem *p = problem_add(&list, SEVERITY_WARNING, STAGE_USAGE, (struct place){0}, NULL, "nothing to do");
    assert_looks(p, false, "rung: warning: nothing to do\n");
    p = problem_add(&list, SEVERITY_NOTE, STAGE_OUTPUT, (struct place){.file = "out"}, NULL, "is new");
    problem_cure(&list, p, "look into %s", "out");
    assert_looks(p, false, "out: note: is new\n   cure: look into out\n");
    assert_false(problems_fatal(&list));
    assert_int_equal(list.warnings, 1);
    problems_release(&list);
}

static void test_partner_and_detail(void **state)
{
    (void)state;
    struct problems list = {0};
    struct problem *p = problem_add(&list, SEVERITY_ERROR, STAGE_MEASURE, (struct place){"revenue.lua", 7, 0, 0}, NULL, "no such column");
    problem_about(&list, p, text_of("P-17"), text_of("main.revenue"));
    problem_detail(&list, p, text_of("stack:\n  value, line 7\n"));
    assert_looks(p, false, "revenue.lua:7: error: no such column\n   partner: P-17 (main.revenue)\n   stack:\n     value, line 7\n");
    problems_release(&list);
}

/* The caret stands below the place: tabs stay tabs, wide characters take two columns, combining ones none. */
static void test_caret_under_characters(void **state)
{
    (void)state;
    struct problems list = {0};
    struct problem *p = problem_add(&list, SEVERITY_ERROR, STAGE_DATA, (struct place){"a.csv", 3, 7, 2}, NULL, "bad");
    problem_line(&list, p,
                 text_of("\t\xC3\xA9"
                         "e\xCC\x81\xE4\xBD\xA0;\xE4\xBD\xA0x"));
    assert_looks(p, false,
                 "a.csv:3:7: error: bad\n"
                 "   3 | \t\xC3\xA9"
                 "e\xCC\x81\xE4\xBD\xA0;\xE4\xBD\xA0x\n"
                 "     | \t     ^~~\n");
    problems_release(&list);
}

static void test_caret_at_line_end(void **state)
{
    (void)state;
    struct problems list = {0};
    struct problem *p = problem_add(&list, SEVERITY_ERROR, STAGE_DATA, (struct place){"a.csv", 3, 4, 9}, NULL, "quote is never closed");
    problem_line(&list, p, text_of("a,b"));
    assert_looks(p, false, "a.csv:3:4: error: quote is never closed\n   3 | a,b\n     |    ^\n");
    problems_release(&list);
}

static void test_control_characters_are_visible(void **state)
{
    (void)state;
    struct problems list = {0};
    struct place place = {"a\033.csv", 1, 1, 0};
    struct problem *p =
        problem_add(&list, SEVERITY_ERROR, STAGE_DATA, place, "remove \x07", "bad \"%s\"", "\033[31m\n\x7F\xFF\xE2\x80\xAE");
    problem_line(&list, p, text_of("\x01z"));
    assert_looks(p, false,
                 "a\xE2\x90\x9B.csv:1:1: error: bad \"\xE2\x90\x9B[31m\xE2\x90\x8A\xE2\x90\xA1\xEF\xBF\xBD\xEF\xBF\xBD\"\n"
                 "   1 | \xE2\x90\x81z\n"
                 "     | ^\n"
                 "   cure: remove \xE2\x90\x87\n");
    problems_release(&list);
}

static void test_colour_is_the_same_text(void **state)
{
    (void)state;
    struct problems list = {0};
    struct problem *p = problem_add(&list, SEVERITY_ERROR, STAGE_DATA, (struct place){"a.csv", 1, 1, 0}, NULL, "bad");
    problem_line(&list, p, text_of("x"));
    assert_looks(p, true, "\033[1ma.csv:1:1: \033[0m\033[1;31merror:\033[0m bad\n   1 | x\n     | \033[1;32m^\033[0m\n");
    problems_release(&list);
}

/* Characters of the line that problem_format shows after "N | ". */
static size_t caret_offset(const struct problem *problem)
{
    struct buf out = {0};
    problem_format(problem, false, &out);
    buf_char(&out, '\0');
    const char *last = strstr(strchr(out.ptr, '\n') + 1, "\n") + 1, *bar = strstr(last, "| ");
    size_t offset = (size_t)(strchr(last, '^') - bar) - 2;
    buf_release(&out);
    return offset;
}

static void test_long_lines_are_cut_around_the_place(void **state)
{
    (void)state;
    struct problems list = {0};
    char line[3001];
    memset(line, '.', sizeof line - 1);
    line[sizeof line - 1] = '\0';
    const uint32_t columns[] = {1, 140, 141, 500, 2990, 3001};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (columns[i] < sizeof line) line[columns[i] - 1] = '!';
        struct problem *p = add_at(&list, "wide.csv", 2, columns[i], "bad");
        problem_line(&list, p, text_of(line));
        assert_true(text_length(text_of(p->line)) <= 142);
        struct text before = text_of(p->line);
        for (size_t skip = caret_offset(p); skip > 0 && before.len > 0; skip--) {
            uint32_t code;
            size_t len = text_character(before, &code);
            before.ptr += len;
            before.len -= len;
        }
        assert_int_equal(before.len > 0 ? *before.ptr : '!', '!');
        if (columns[i] < sizeof line) line[columns[i] - 1] = '.';
    }
    problems_release(&list);
}

static void test_long_texts_are_cut(void **state)
{
    (void)state;
    struct problems list = {0}, merged = {0};
    char text[5000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    struct problem *p = add_at(&list, NULL, 0, 0, text);
    assert_int_equal(text_length(text_of(p->what)), 1000);
    problems_merge(&merged, &list);
    assert_string_equal(merged.items[0].what, list.items[0].what);
    problems_release(&list);
    problems_release(&merged);
}

static void test_texts_are_copied(void **state)
{
    (void)state;
    struct problems list = {0};
    char text[] = "gone", file[] = "a.csv";
    struct problem *p = add_at(&list, file, 1, 1, text);
    problem_about(&list, p, text_of(text), text_of(text));
    problem_line(&list, p, text_of(text));
    memset(text, '?', 4);
    memset(file, '?', 5);
    assert_string_equal(p->what, "gone");
    assert_string_equal(p->partner, "gone");
    assert_string_equal(p->subject, "gone");
    assert_string_equal(p->line, "gone");
    assert_string_equal(p->place.file, "a.csv");
    problems_release(&list);
}

static void add_of_subject(struct problems *list, enum stage stage, const char *subject, uint32_t line)
{
    struct problem *p =
        problem_add(list, SEVERITY_ERROR, stage, (struct place){"a.csv", line, 1, 0}, "cure", "bad cell %u", (unsigned)line);
    problem_about(list, p, none, text_of(subject));
    problem_line(list, p, text_of("x,y"));
    problem_cure(list, p, "%s", "another");
    problem_detail(list, p, text_of("more"));
}

static void test_kept_per_subject(void **state)
{
    (void)state;
    enum { EXTRA = 5000 };
    struct problems list = {0};
    for (uint32_t i = 1; i <= PROBLEMS_KEPT_PER_SUBJECT + EXTRA; i++) add_of_subject(&list, STAGE_DATA, "deals.amount", i);
    add_of_subject(&list, STAGE_DATA, "deals.stage", 1);
    assert_int_equal(list.count, PROBLEMS_KEPT_PER_SUBJECT + 1);
    assert_int_equal(list.unlisted, EXTRA);
    assert_int_equal(list.errors, PROBLEMS_KEPT_PER_SUBJECT + EXTRA + 1);
    assert_string_equal(list.items[PROBLEMS_KEPT_PER_SUBJECT - 1].what, "bad cell 10000");
    assert_string_equal(list.items[PROBLEMS_KEPT_PER_SUBJECT].subject, "deals.stage");
    assert_string_equal(list.items[PROBLEMS_KEPT_PER_SUBJECT].line, "x,y");
    problems_release(&list);
}

static void test_program_problems_are_all_kept(void **state)
{
    (void)state;
    struct problems list = {0};
    for (uint32_t i = 1; i <= PROBLEMS_KEPT_PER_SUBJECT + 10; i++) add_of_subject(&list, STAGE_PROGRAM, "main.revenue", i);
    assert_int_equal(list.count, PROBLEMS_KEPT_PER_SUBJECT + 10);
    problems_release(&list);
}

static void test_merge(void **state)
{
    (void)state;
    struct problems a = {0}, b = {0};
    struct place place = {"p.lua", 3, 1, 0};
    problem_add(&a, SEVERITY_ERROR, STAGE_PLUGIN, place, NULL, "same");
    problem_add(&b, SEVERITY_ERROR, STAGE_PLUGIN, place, NULL, "same");
    problem_add(&b, SEVERITY_WARNING, STAGE_PLUGIN, place, "cure", "other");
    problem_about(&b, add_at(&b, "p.lua", 3, 1, "same of one"), text_of("P1"), none);
    problem_about(&b, add_at(&b, "p.lua", 3, 1, "same of one"), text_of("P2"), none);
    problem_line(&b, &b.items[3], text_of("the line"));
    problems_merge(&a, &b);
    problems_release(&b);
    assert_int_equal(a.count, 4);
    assert_int_equal(a.errors, 3);
    assert_int_equal(a.warnings, 1);
    assert_string_equal(a.items[1].cure, "cure");
    assert_string_equal(a.items[3].partner, "P2");
    assert_string_equal(a.items[3].line, "the line");
    problems_release(&a);
}

/* As when each worker reads its part of a file: the first ones of all are kept, all are counted. */
static void test_merge_counts_what_is_not_kept(void **state)
{
    (void)state;
    struct problems all = {0};
    for (uint32_t part = 0; part < 3; part++) {
        struct problems list = {0};
        for (uint32_t i = 1; i <= PROBLEMS_KEPT_PER_SUBJECT / 2 + 1; i++)
            add_of_subject(&list, STAGE_DATA, "deals.amount", part * 100000 + i);
        problems_merge(&all, &list);
        problems_release(&list);
    }
    assert_int_equal(all.count, PROBLEMS_KEPT_PER_SUBJECT);
    assert_int_equal(all.errors, 3 * (PROBLEMS_KEPT_PER_SUBJECT / 2 + 1));
    assert_int_equal(all.unlisted, all.errors - all.count);
    problems_release(&all);
}

static void test_merge_keeps_the_shift_of_cut_lines(void **state)
{
    (void)state;
    struct problems a = {0}, b = {0};
    char line[1000];
    memset(line, '.', sizeof line);
    struct problem *p = add_at(&b, "a.csv", 1, 800, "bad");
    problem_line(&b, p, (struct text){line, sizeof line});
    problems_merge(&a, &b);
    assert_string_equal(a.items[0].line, b.items[0].line);
    assert_int_equal(caret_offset(&a.items[0]), caret_offset(&b.items[0]));
    problems_release(&a);
    problems_release(&b);
}

static void test_sort(void **state)
{
    (void)state;
    struct problems list = {0};
    add_at(&list, "b.csv", 1, 1, "5");
    add_at(&list, "a.csv", 10, 1, "4");
    add_at(&list, "a.csv", 9, 2, "3");
    add_at(&list, "a.csv", 9, 1, "1");
    add_at(&list, "a.csv", 9, 1, "2");
    problem_add(&list, SEVERITY_ERROR, STAGE_PROGRAM, (struct place){"z.yaml", 9, 9, 0}, NULL, "0");
    problems_sort(&list);
    for (size_t i = 0; i < list.count; i++) assert_int_equal(*list.items[i].what, '0' + (int)i);
    problems_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_with_place),
        cmocka_unit_test(test_without_place),
        cmocka_unit_test(test_partner_and_detail),
        cmocka_unit_test(test_caret_under_characters),
        cmocka_unit_test(test_caret_at_line_end),
        cmocka_unit_test(test_control_characters_are_visible),
        cmocka_unit_test(test_colour_is_the_same_text),
        cmocka_unit_test(test_long_lines_are_cut_around_the_place),
        cmocka_unit_test(test_long_texts_are_cut),
        cmocka_unit_test(test_texts_are_copied),
        cmocka_unit_test(test_kept_per_subject),
        cmocka_unit_test(test_program_problems_are_all_kept),
        cmocka_unit_test(test_merge),
        cmocka_unit_test(test_merge_counts_what_is_not_kept),
        cmocka_unit_test(test_merge_keeps_the_shift_of_cut_lines),
        cmocka_unit_test(test_sort),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
