/* mem, arena, buf and text; and every allocation of them failing in turn. mem.c is compiled in here with its fault countdown,
 * whatever the library was built with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#undef RUNG_FAULTS
#define RUNG_FAULTS 1
#include "base/mem.c"

#include "base/arena.h"
#include "base/buf.h"
#include "base/problem.h"

static void test_mem(void **state)
{
    (void)state;
    void *empty = mem_alloc(0);
    assert_non_null(empty);
    mem_free(empty);
    mem_free(NULL);
    unsigned char *zero = mem_zero(10, 10);
    for (size_t i = 0; i < 100; i++) assert_int_equal(zero[i], 0);
    mem_free(zero);
    volatile size_t huge = SIZE_MAX;
    assert_null(mem_zero(huge, 2));
}

static void test_mem_grow(void **state)
{
    (void)state;
    int *items = NULL;
    size_t cap = 0;
    for (size_t i = 0; i < 1000; i++) {
        assert_true(mem_grow((void **)&items, &cap, i + 1, sizeof *items));
        assert_true(cap > i && cap <= 2048);
        items[i] = (int)i;
    }
    for (size_t i = 0; i < 1000; i++) assert_int_equal(items[i], i);
    size_t before = cap;
    assert_false(mem_grow((void **)&items, &cap, SIZE_MAX / 2, sizeof *items));
    assert_int_equal(cap, before);
    mem_free(items);
}

static void test_arena(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *block = arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)block % 16, 0);
        for (size_t i = 0; i < size; i++) assert_int_equal(block[i], 0);
        memset(block, 0xAA, size);
    }
    assert_non_null(arena_array(&arena, 1000, 1000)); /* larger than any block */
    assert_null(arena_array(&arena, SIZE_MAX / 2, 3));
    assert_null(arena_alloc(&arena, SIZE_MAX - 3));
    assert_string_equal(arena_printf(&arena, "%d of %s", 3, "them"), "3 of them");
    assert_string_equal(arena_string(&arena, (struct text){"abcdef", 3}), "abc");
    assert_string_equal(arena_string(&arena, (struct text){NULL, 0}), "");
    struct text copy = arena_text(&arena, (struct text){"a\0b", 3});
    assert_memory_equal(copy.ptr, "a\0b", 4);
    arena_release(&arena);
    assert_non_null(arena_alloc(&arena, 1)); /* may be used again */
    arena_release(&arena);
}

static void test_arena_rewind(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct arena_mark empty = arena_mark(&arena);
    char *kept = arena_string(&arena, text_of("kept"));
    struct arena_mark mark = arena_mark(&arena);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 100; i++) {
            unsigned char *block = arena_alloc(&arena, 1000);
            for (size_t j = 0; j < 1000; j++) assert_int_equal(block[j], 0); /* cleared also the second time */
            memset(block, 0xFF, 1000);
        }
        arena_rewind(&arena, mark);
        assert_string_equal(kept, "kept");
    }
    arena_rewind(&arena, empty);
    assert_null(arena.last);
}

static void test_buf(void **state)
{
    (void)state;
    struct buf buf = {0};
    buf_puts(&buf, "one");
    buf_char(&buf, ' ');
    buf_text(&buf, text_of("two"));
    buf_text(&buf, (struct text){NULL, 0});
    buf_printf(&buf, " %d", 3);
    assert_true(text_is(buf_view(&buf), "one two 3"));
    buf_clear(&buf);
    for (int i = 0; i < 5000; i++) buf_printf(&buf, "%04d", i);
    assert_int_equal(buf.len, 20000);
    assert_memory_equal(buf.ptr + 4 * 1234, "1234", 4);
    buf_release(&buf);
    assert_null(buf.ptr);
}

static void test_buf_ceiling(void **state)
{
    (void)state;
    struct buf buf = {.ceiling = 8};
    buf_puts(&buf, "1234");
    buf_printf(&buf, "%s", "5678"); /* just fits: the NUL does not count */
    assert_false(buf.failed);
    buf_char(&buf, '9');
    assert_true(buf.failed);
    assert_int_equal(buf.len, 8);
    buf_clear(&buf);
    buf_printf(&buf, "%s", "123456789");
    assert_true(buf.failed);
    buf_puts(&buf, "1"); /* a failure stays */
    assert_int_equal(buf.len, 0);
    buf_clear(&buf);
    assert_null(buf_room(&buf, SIZE_MAX));
    buf_release(&buf);
    assert_int_equal(buf.ceiling, 8);
}

static void test_text(void **state)
{
    (void)state;
    assert_true(text_compare(text_of("a"), text_of("b")) < 0);
    assert_true(text_compare(text_of("ab"), text_of("a")) > 0);
    assert_true(text_compare(text_of("\xC3\xA9"), text_of("z")) > 0);
    assert_int_equal(text_compare((struct text){NULL, 0}, text_of("")), 0);
    assert_true(text_is(text_trim(text_of(" \t\xC2\xA0 a b \xC2\xA0\t")), "a b"));
    assert_true(text_is(text_trim(text_of(" \xC2\xA0")), ""));
    assert_int_equal(text_trim((struct text){NULL, 0}).len, 0);
    assert_int_equal(text_length(text_of("a\xC3\xA9\xF0\x9F\x98\x80\xFF")), 4);
    assert_int_equal(text_columns(text_of("a\xC3\xA9\xE4\xBD\xA0"
                                          "e\xCC\x81\xF0\x9F\x98\x80")),
                     7);
}

/* The table of well-formed sequences in RFC 3629. */
static void test_utf8(void **state)
{
    (void)state;
    const char *const good[] = {"",
                                "plain",
                                "eight bytes and more",
                                "\xC2\x80",
                                "\xDF\xBF",
                                "\xE0\xA0\x80",
                                "\xED\x9F\xBF",
                                "\xEE\x80\x80",
                                "\xF0\x90\x80\x80",
                                "\xF4\x8F\xBF\xBF",
                                "12345678\303\25112345678"};
    const char *const bad[] = {"\x80",
                               "\xC0\x80",
                               "\xC1\xBF",
                               "\xC3",
                               "\xC3(",
                               "\xE0\x9F\xBF",
                               "\xED\xA0\x80",
                               "\xF0\x8F\xBF\xBF",
                               "\xF4\x90\x80\x80",
                               "\xF5\x80\x80\x80",
                               "\xFF",
                               "12345678\xE9",
                               "1234567\35112345678",
                               "\xE4\xBD"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) assert_true(text_is_utf8(text_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (text_is_utf8(text_of(bad[i]))) fail_msg("number %zu was taken for UTF-8", i);
    }
}

/* Runs the work with the first, second, third ... allocation and all later ones failing, until it succeeds. The work checks
 * what failed and releases what it holds; the sanitizers see the rest. */
static void let_each_allocation_fail(bool (*work)(void), long at_least)
{
    long n = 0;
    bool done = false;
    while (!done) {
        atomic_store(&fault_count, 0);
        atomic_store(&fault_limit, ++n);
        done = work();
        atomic_store(&fault_limit, 0);
        assert_true(n < 10000);
    }
    assert_true(n > at_least);
}

static bool grow_arena(void)
{
    struct arena arena = {0};
    bool good = true;
    for (int i = 0; i < 50 && good; i++) {
        struct text copy = arena_text(&arena, text_of("some text"));
        good = arena_alloc(&arena, 3000) && arena_printf(&arena, "%d", i) && copy.ptr;
        assert_int_equal(copy.len, copy.ptr ? 9 : 0);
    }
    arena_release(&arena);
    return good;
}

static bool grow_buf(void)
{
    struct buf buf = {0};
    for (int i = 0; i < 1000; i++) {
        buf_printf(&buf, "%03d", i);
        buf_visible(&buf, text_of("\033"), "");
    }
    bool good = !buf.failed;
    assert_true(good ? buf.len == 6000 : buf.len < 6000);
    buf_release(&buf);
    return good;
}

static void fill(struct problems *list, const char *subject)
{
    for (uint32_t i = 1; i <= 20; i++) {
        struct place place = {i % 2 == 0 ? "a.csv" : "b.csv", i, 200, 3};
        struct problem *p = problem_add(list, SEVERITY_ERROR, STAGE_DATA, place, "do better", "bad cell %u", (unsigned)i);
        assert_non_null(p);
        problem_line(list, p, text_of("a;b"));
        problem_cure(list, p, "do %u", (unsigned)i);
        problem_about(list, p, text_of("P1"), text_of(subject));
        problem_detail(list, p, text_of("more\n"));
    }
}

static bool collect_problems(void)
{
    struct problems list = {0}, other = {0};
    struct buf out = {0};
    fill(&list, "deals.amount");
    fill(&other, "deals.stage");
    assert_int_equal(list.errors, 20);
    problems_merge(&list, &other);
    problems_sort(&list);
    for (size_t i = 0; i < list.count; i++) problem_format(&list.items[i], false, &out);
    bool good = !list.out_of_memory && !other.out_of_memory && !out.failed;
    assert_true(problems_fatal(&list));
    assert_true(!good || list.count == 40);
    problems_release(&list);
    problems_release(&other);
    buf_release(&out);
    return good;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    let_each_allocation_fail(grow_arena, 3);
    let_each_allocation_fail(grow_buf, 5);
    let_each_allocation_fail(collect_problems, 100);
}

static void test_fault_limit_is_read_from_the_environment(void **state)
{
    (void)state;
    assert_int_equal(setenv("RUNG_FAIL_ALLOC", "3", 1), 0);
    atomic_store(&fault_count, 0);
    atomic_store(&fault_limit, -1);
    void *first = mem_alloc(1), *second = mem_alloc(1), *third = mem_alloc(1), *fourth = mem_zero(1, 1);
    unsetenv("RUNG_FAIL_ALLOC");
    atomic_store(&fault_limit, 0);
    assert_non_null(first);
    assert_non_null(second);
    assert_null(third);
    assert_null(fourth);
    mem_free(first);
    mem_free(second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mem),
        cmocka_unit_test(test_mem_grow),
        cmocka_unit_test(test_arena),
        cmocka_unit_test(test_arena_rewind),
        cmocka_unit_test(test_buf),
        cmocka_unit_test(test_buf_ceiling),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_utf8),
        cmocka_unit_test(test_failing_allocations),
        cmocka_unit_test(test_fault_limit_is_read_from_the_environment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
