/* Loading: the same outcome for any size of chunks and any number of threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "facts.h"

static void add_random_cell(struct buf *out, unsigned *seed)
{
    static const char *const cells[] = {"",
                                        "",
                                        "won",
                                        "lost",
                                        "\"a,b\"",
                                        "\"two\nlines\"",
                                        "\"say \"\"x\"\"\"",
                                        "\"\r\n\"",
                                        "caf\xc3\xa9",
                                        "\"\n\n,\n\"",
                                        "\"never closed",
                                        "\"P1,,,,,,,\nP1,,,,,,,\n\"",
                                        "plain text of some length"};
    buf_puts(out, cells[(size_t)rand_r(seed) % (sizeof cells / sizeof cells[0])]);
}

/* Rows with all kinds of quoting and some mistakes. */
static void add_random_row(struct buf *out, unsigned *seed)
{
    int kind = rand_r(seed) % 30;
    if (kind < 4) {
        static const char *const odd[] = {"\n", "P1,too few\n", ",,,,,,,\r\n", "P2,,,7,,,,,,\n"};
        buf_puts(out, odd[kind]);
        return;
    }
    buf_printf(out, "P%d,2026-%02d-%02d,", 1 + rand_r(seed) % (kind == 4 ? 5 : 3), 1 + rand_r(seed) % 12,
               1 + rand_r(seed) % (kind == 5 ? 31 : 28));
    add_random_cell(out, seed);
    buf_printf(out, ",%d.%d,%d,,%s,%d%s", rand_r(seed) % 100000, rand_r(seed) % 100, rand_r(seed) % 100, rand_r(seed) % 2 ? "yes" : "no",
               rand_r(seed) % 300, rand_r(seed) % 2 ? "\n" : "\r\n");
}

static void spell_all(struct facts *fixture, struct buf *out)
{
    facts_spell_table(&fixture->files.dataset.tables[0], out);
    facts_spell_table(&fixture->files.dataset.tables[1], out);
    facts_spell_problems(&fixture->files.problems, out);
    for (size_t i = 0; i < FACT_COLUMNS; i++) {
        const struct column *column = &fixture->files.dataset.tables[1].columns[i];
        buf_printf(out, "%d %d %zu\n", column->width, column->scale, column->words.count);
        for (size_t k = 0; k < column->words.count; k++) buf_printf(out, "%.*s\n", TEXT_ARG(column->words.words[k]));
    }
    buf_char(out, '\0');
}

static void chunks_and_threads_do_not_matter(void **state)
{
    static const size_t chunks[] = {1, 2, 3, 7, 16, 61, 64, 129, 1000, 4096};
    static const int threads[] = {1, 2, 8};
    struct facts *fixture = *state;
    for (unsigned round = 0; round < 12; round++) {
        struct buf text = {0}, expected = {0};
        unsigned seed = round;
        fixture->facts[FACT_AMOUNT].unique = round % 3 == 0;
        for (int row = 0; row < 60; row++) add_random_row(&text, &seed);
        buf_puts(&text, "P1,,\"closes what is open\",,,,,\n");
        buf_char(&text, '\0');
        assert_true(facts_load(fixture, text.ptr));
        spell_all(fixture, &expected);
        for (size_t i = 0; i < sizeof chunks / sizeof chunks[0]; i++) {
            struct buf got = {0};
            assert_true(table_files_load(&fixture->files, threads[i % 3], chunks[i]));
            spell_all(fixture, &got);
            assert_int_equal(got.len, expected.len);
            assert_memory_equal(got.ptr, expected.ptr, got.len);
            buf_release(&got);
        }
        buf_release(&text);
        buf_release(&expected);
    }
}

/* Enough partners and rows for several bands, chunks and a dictionary of two bytes. */
static void many_rows(void **state)
{
    enum { PARTNERS = 500, ROWS = 150000 };
    struct facts *fixture = *state;
    struct buf partners = {0}, facts = {0};
    buf_puts(&partners, "id,name\n");
    for (int i = 0; i < PARTNERS; i++) buf_printf(&partners, "%s%d,name %d\n", i % 3 ? "P" : "a long partner key ", i, i);
    buf_puts(&facts, facts_usual_header);
    for (int i = 0; i < ROWS; i++) {
        int partner = (int)((unsigned)i * 7919u % PARTNERS);
        buf_printf(&facts, "%s%d,2026-01-01,stage %d,%d.25,,%d,yes,%d\n", partner % 3 ? "P" : "a long partner key ", partner, i % 1000, i,
                   i, i);
    }
    table_files_write(fixture->files.partners, partners.ptr, partners.len);
    table_files_write(fixture->files.facts, facts.ptr, facts.len);
    for (int threads = 1; threads <= 8; threads *= 2) {
        assert_true(table_files_load(&fixture->files, threads, 0));
        const struct table *table = &fixture->files.dataset.tables[1];
        assert_int_equal(table->rows, ROWS);
        for (size_t partner = 0; partner < PARTNERS; partner++) {
            int64_t last = -1, count, cents, code;
            assert_int_equal(table->first[partner + 1] - table->first[partner], ROWS / PARTNERS);
            for (size_t row = table->first[partner]; row < table->first[partner + 1]; row++) {
                assert_true(column_integer(&table->columns[FACT_COUNT], row, &count) && count > last);
                assert_int_equal((unsigned)count * 7919u % PARTNERS, partner);
                assert_true(column_integer(&table->columns[FACT_AMOUNT], row, &cents) && cents == count * 100 + 25);
                assert_true(column_integer(&table->columns[FACT_STAGE], row, &code) && code == count % 1000);
                last = count;
            }
        }
    }
    buf_release(&partners);
    buf_release(&facts);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, facts_set_up, facts_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(chunks_and_threads_do_not_matter),
        TEST(many_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
