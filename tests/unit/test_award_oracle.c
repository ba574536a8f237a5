/* Stacking, sequences and splits against Python's decimals and fractions, in every rounding mode, to the cent
 * (tests/oracle/award_cases.py). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"

enum { RATES = 3, METHODS = 5, COUNT = 10000 };

struct oracle_case {
    char method[16], base[32], on[32], rates[RATES][32], expected[RATES][48];
    int mode;
};

static bool next_case(FILE *from, struct oracle_case *c)
{
    return fscanf(from, "%15s %d %31s %31s %31s %31s %31s %47s %47s %47s", c->method, &c->mode, c->base, c->on, c->rates[0], c->rates[1],
                  c->rates[2], c->expected[0], c->expected[1], c->expected[2]) == 10;
}

static void set_setting(struct setting *setting, const char *decimal)
{
    setting->cases[0].exact = a_decimal(decimal);
    setting->cases[0].has_exact = true;
}

/* Three rates at the tier registered; a sequence pays them on revenue, and a split pays the first one as three kinds. */
static void set_up(struct fixture *f, struct stack_group *sequence)
{
    static size_t members[RATES] = {0, 1, 2};
    f->scorecards[0].tiers = &f->tiers[0][REGISTERED];
    f->scorecards[0].tier_count = 1;
    for (size_t i = 0; i < RATES; i++) fixture_award(f, AWARD_MARGIN, "0");
    for (size_t k = 0; k < RATES; k++) f->payouts[k] = (struct payout){.name = "kind", .otherwise = -1};
    f->program.payout_count = RATES;
    *sequence = (struct stack_group){.name = "deals", .take = STACK_SEQUENCE, .members = members, .member_count = RATES};
    f->program.margin.groups = sequence;
    assert_true(margin_init(&f->margin, &f->program, &f->arena));
}

static void set_awards(struct fixture *f, const struct oracle_case *c, bool sequence)
{
    static const bool earlier[RATES][RATES] = {{false}, {true, false}, {true, true, false}};
    f->program.margin.group_count = sequence ? 1 : 0;
    for (size_t i = 0; i < RATES; i++) {
        struct decimal rate = a_decimal(c->rates[i]);
        f->awards[i] = (struct award){.kind = AWARD_MARGIN, .units = (int64_t)rate.units, .scale = (int8_t)rate.scale};
        f->incentives[i].on = sequence ? "revenue" : NULL;
        f->incentives[i].group = sequence ? 0 : -1;
        f->incentives[i].reduced_by = sequence ? earlier[i] : NULL;
    }
}

static void set_split(struct fixture *f, const struct oracle_case *c, struct payout_part parts[RATES])
{
    struct decimal whole = a_decimal(c->on);
    for (size_t k = 0; k < RATES; k++) parts[k] = (struct payout_part){k, a_decimal(c->rates[k])};
    f->awards[0] = (struct award){.kind = AWARD_AMOUNT, .units = (int64_t)whole.units, .scale = (int8_t)whole.scale};
    f->awards[1].kind = f->awards[2].kind = AWARD_NONE;
    f->incentives[0].parts = parts;
    f->incentives[0].part_count = RATES;
}

static void assert_case(struct fixture *f, const struct oracle_case *c)
{
    static struct payout_part whole = {.share = {.units = 1}};
    static const enum stacking methods[] = {['a'] = STACK_ADD, ['b'] = STACK_BEST, ['m'] = STACK_MULTIPLY};
    struct payout_part parts[RATES];
    bool sequence = strcmp(c->method, "sequence") == 0, split = strcmp(c->method, "split") == 0;
    f->program.margin.rounding = (enum rounding)c->mode;
    f->program.margin.stacking = sequence || split ? STACK_ADD : methods[(unsigned char)*c->method];
    set_setting(&f->tiers[0][REGISTERED].margin, c->base);
    set_awards(f, c, sequence);
    f->incentives[0].parts = &whole;
    f->incentives[0].part_count = 1;
    if (split) set_split(f, c, parts);
    fixture_measure(f, REVENUE, decimal_to_double(a_decimal(c->on)));
    fixture_card(f);
    assert_true(margin_make(&f->margin, &f->program, &f->card, &f->subject, f->awards));
    for (size_t i = 0; i < (sequence || split ? RATES : 1); i++)
        assert_decimal(split ? f->margin.payouts[i].paid : sequence ? f->margin.steps[i].amount : f->margin.amount, c->expected[i]);
}

static void awards_agree_with_python(void **state)
{
    struct fixture *f = *state;
    struct stack_group sequence;
    struct oracle_case c;
    size_t cases = 0;
    if (system("python3 -c pass 2>/dev/null") != 0) skip();
    const char *count = getenv("RUNG_CASES");
    long wanted = count ? strtol(count, NULL, 10) : COUNT;
    char command[128];
    snprintf(command, sizeof command, "python3 tests/oracle/award_cases.py %ld", wanted);
    FILE *oracle = popen(command, "r");
    assert_non_null(oracle);
    set_up(f, &sequence);
    for (; next_case(oracle, &c); cases++) assert_case(f, &c);
    assert_int_equal(pclose(oracle), 0);
    assert_int_equal(cases, METHODS * wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {with_fixture(awards_agree_with_python)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
