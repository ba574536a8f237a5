/* The rows that metrics looked at, for every partner of programs that ship: they come to the value, and to the counts of the run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/decimal.h"
#include "out/evidence.h"

static struct rung_run *ready(const char *program)
{
    struct rung_run *run = rung_run_new();
    struct run_options options = {.library = "plugins", .lines = true, .cells = true};
    assert_non_null(run);
    assert_true(run_load(&run->run, program, &options, &run->problems) && run_measure(&run->run, &run->problems));
    assert_true(card_reader_init(&run->reader, &run->run, &run->arena));
    return run;
}

/* The next cell of a line as it stands, without its quotes; *at behind it. */
static struct text next_cell(const char **at)
{
    bool quoted = **at == '"';
    const char *begin = *at += quoted;
    while (quoted ? **at != '"' : **at != ',' && **at != '\n') ++*at;
    struct text cell = {begin, (size_t)(*at - begin)};
    *at += 1 + quoted;
    return cell;
}

enum { COUNTED = 6, CELLS = 40 };

static size_t split(const char **at, struct text cells[CELLS])
{
    size_t count = 0;
    do cells[count++] = next_cell(at);
    while (count < CELLS && (*at)[-1] != '\n');
    return count;
}

/* The sum of a column over the rows that counted. */
static double sum_of(const struct buf *table, const char *column)
{
    struct text cells[CELLS];
    struct decimal sum = {0}, amount;
    const char *at = table->ptr, *end = table->ptr + table->len;
    size_t place = 0, count = split(&at, cells);
    while (place < count && !text_is(cells[place], column)) place++;
    while (at < end) {
        split(&at, cells);
        if (!text_is(cells[COUNTED], "yes")) continue;
        assert_true(decimal_parse(cells[place], &amount) && decimal_add(sum, amount, &sum));
    }
    return decimal_to_double(sum);
}

static size_t count_of(struct rung_run *run, const struct asked_rule *rule, const char *column, double *sum)
{
    struct buf table = {0};
    struct csv_row row = {.out = &table, .style = &csv_styles[0]};
    struct evidence_sum found;
    assert_true(evidence_put(run, rule, &(struct aside){0}, &row, &found));
    if (column) *sum = sum_of(&table, column);
    buf_release(&table);
    assert_int_equal(found.left_out, 0);
    return found.counted;
}

static void what_counts_is_the_value(void **state)
{
    (void)state;
    struct rung_run *run = ready("scorecards/meridian");
    struct asked_rule revenue = {0}, deals = {0}, customers = {0};
    card_reader_make(&run->reader, 0);
    assert_true(asked_rule(run, "revenue", &revenue) && asked_rule(run, "won_deals", &deals) &&
                asked_rule(run, "main.new_customers", &customers));
    for (size_t p = 0; p < run->run.data.partners; p++) {
        const struct measure *measures = run_measures(&run->run, p);
        double sum = 0;
        card_reader_make(&run->reader, p);
        assert_int_equal(count_of(run, &revenue, "amount", &sum), measures[revenue.index].counted);
        assert_true(sum == measures[revenue.index].value);
        if (p % 10) continue;
        assert_true((double)count_of(run, &deals, NULL, NULL) == measures[deals.index].value);
        assert_true((double)count_of(run, &customers, NULL, NULL) == measures[customers.index].value);
    }
    rung_run_free(run);
}

static size_t rows_that_say(const struct buf *table, const char *word)
{
    struct text cells[CELLS];
    size_t rows = 0;
    for (const char *at = table->ptr; at < table->ptr + table->len;) {
        split(&at, cells);
        rows += text_is(cells[COUNTED], word);
    }
    return rows;
}

/* What counts divided by that and what is in the base. */
static void a_share_comes_from_its_rows(void **state)
{
    (void)state;
    struct rung_run *run = ready("scorecards/meridian");
    struct asked_rule rate = {0};
    size_t looked = 0;
    card_reader_make(&run->reader, 0);
    assert_true(asked_rule(run, "win_rate", &rate));
    for (size_t p = 0; p < run->run.data.partners; p += 7) {
        const struct measure *measure = &run_measures(&run->run, p)[rate.index];
        struct buf table = {0};
        struct evidence_sum found;
        card_reader_make(&run->reader, p);
        assert_true(evidence_put(run, &rate, &(struct aside){0}, &(struct csv_row){.out = &table, .style = &csv_styles[0]}, &found));
        double counted = (double)rows_that_say(&table, "yes"), base = (double)rows_that_say(&table, "in the base");
        if (measure->state == MEASURE_VALUE) assert_true(counted / (counted + base) == measure->value);
        looked += measure->state == MEASURE_VALUE && base > 0;
        buf_release(&table);
    }
    assert_true(looked > 3);
    rung_run_free(run);
}

/* One definition of what counts, in the run and in the trace. */
static void evidence_counts_as_the_run_did(void **state)
{
    static const char *const programs[] = {"scorecards/starter", "scorecards/veeam", "scorecards/dell"};
    (void)state;
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        struct rung_run *run = ready(programs[i]);
        for (size_t p = 0; p < run->run.data.partners; p += 11) {
            card_reader_make(&run->reader, p);
            for (size_t m = 0; m < run->run.program->metric_count; m++) {
                const struct measure *measure = &run_measures(&run->run, p)[m];
                if (!run->run.program->metrics[m].plugin || measure->state != MEASURE_VALUE) continue;
                assert_int_equal(count_of(run, &(struct asked_rule){.index = m}, NULL, NULL), measure->has_rows ? measure->counted : 0);
            }
        }
        rung_run_free(run);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_counts_is_the_value),
        cmocka_unit_test(a_share_comes_from_its_rows),
        cmocka_unit_test(evidence_counts_as_the_run_did),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
