/* What awards come to, against Python's decimals (tests/oracle/award_cases.py): stacking, sequences, caps, limits and kinds, in every
 * rounding mode, to the cent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "fixture.h"
#include "oracle.h"

enum { RATES = 3, INPUTS = 12, SETTINGS = 6 };

struct bench {
    struct fixture *f;
    struct stack_group group;
    struct payout_part parts[RATES];
    struct past_award past_awards[RATES];
    struct past past;
    struct decimal in[INPUTS];
    struct setting_case settings[SETTINGS]; /* of the case at hand */
    size_t setting_count;
};

static void set(struct bench *b, struct setting *setting, struct decimal to)
{
    struct setting_case *one = &b->settings[b->setting_count++];
    assert_true(b->setting_count <= SETTINGS);
    *one = (struct setting_case){.exact = to, .has_exact = true};
    *setting = (struct setting){.given = true, .attribute = -1, .cases = one, .count = 1};
}

/* Awards of the rates in[at] and so on; the others award nothing. */
static void set_rates(struct bench *b, size_t at, size_t count)
{
    for (size_t i = 0; i < RATES; i++) {
        struct decimal rate = i < count ? b->in[at + i] : decimal_of(0, 0);
        b->f->awards[i] =
            (struct award){.kind = i < count ? AWARD_MARGIN : AWARD_NONE, .units = (int64_t)rate.units, .scale = (int8_t)rate.scale};
    }
}

static void set_base(struct bench *b, struct decimal base, struct decimal on)
{
    set(b, &b->f->tiers[0][REGISTERED].margin, base);
    fixture_measure(b->f, REVENUE, decimal_to_double(on));
}

/* ---- one of these for each method: what goes in */

static void base_on_rates(struct bench *b)
{
    set_base(b, b->in[0], b->in[1]);
    set_rates(b, 2, RATES);
}

static void best_of_rates(struct bench *b)
{
    b->f->program.margin.stacking = STACK_BEST;
    base_on_rates(b);
}

static void multiplied_rates(struct bench *b)
{
    b->f->program.margin.stacking = STACK_MULTIPLY;
    base_on_rates(b);
}

static void recommended(struct bench *b)
{
    base_on_rates(b);
    b->f->program.margin.rate_places = (int)b->in[5].units;
    set(b, &b->f->program.margin.floor, b->in[6]);
    set(b, &b->f->program.margin.cap, b->in[7]);
}

/* Paid on the revenue, in a group. */
static void grouped(struct bench *b, enum stacking take)
{
    static const bool earlier[RATES][RATES] = {{false}, {true, false}, {true, true, false}};
    set_base(b, decimal_of(0, 0), b->in[0]);
    set_rates(b, 1, RATES);
    b->f->program.margin.group_count = 1;
    b->group.take = take;
    b->group.member_count = take == STACK_SEQUENCE ? RATES : 0;
    for (size_t i = 0; i < RATES; i++) {
        b->f->incentives[i].on = "revenue";
        b->f->incentives[i].group = 0;
        b->f->incentives[i].reduced_by = take == STACK_SEQUENCE ? earlier[i] : NULL;
    }
}

static void in_sequence(struct bench *b)
{
    grouped(b, STACK_SEQUENCE);
}

static void held_together(struct bench *b)
{
    grouped(b, STACK_ADD);
    set(b, &b->group.amount_cap, b->in[4]);
}

static void shared_by_kind(struct bench *b, size_t parts)
{
    b->f->incentives[0].on = "revenue";
    b->f->incentives[0].parts = b->parts;
    b->f->incentives[0].part_count = parts;
}

static void split(struct bench *b)
{
    for (size_t k = 0; k < RATES; k++) b->parts[k] = (struct payout_part){k, b->in[1 + k]};
    set_base(b, decimal_of(0, 0), b->in[0]);
    b->in[1] = decimal_of(1, 0);
    set_rates(b, 1, 1);
    shared_by_kind(b, RATES);
}

enum { BASE, ON, RATE, CAP, MAXIMUM, YEAR, SO_FAR, MINIMUM, BROUGHT, CARRY, SHARE, LEAST };

static void limited(struct bench *b)
{
    struct incentive *incentive = &b->f->incentives[0];
    set_base(b, b->in[BASE], b->in[ON]);
    set_rates(b, RATE, 1);
    incentive->net_of_margin = true;
    set(b, &incentive->cap, b->in[CAP]);
    set(b, &incentive->maximum, b->in[MAXIMUM]);
    set(b, &incentive->year_most, b->in[YEAR]);
    set(b, &incentive->minimum, b->in[MINIMUM]);
    incentive->below_minimum = b->in[CARRY].units ? BELOW_CARRY : BELOW_FORFEIT;
    b->past_awards[0] = (struct past_award){.carried = b->in[BROUGHT], .paid = b->in[SO_FAR]};
    b->f->subject.past = &b->past;
    b->parts[0] = (struct payout_part){.kind = 0};
    b->parts[1] = (struct payout_part){1, b->in[SHARE]};
    assert_true(decimal_subtract(decimal_of(1, 0), b->in[SHARE], &b->parts[0].share));
    shared_by_kind(b, 2);
    set(b, &b->f->payouts[1].minimum, b->in[LEAST]);
    b->f->payouts[1].otherwise = 0;
}

/* ---- and what comes out */

static struct decimal paid_on_margin(const struct margin *margin, size_t which)
{
    (void)which;
    return margin->amount;
}

static struct decimal amount_of(const struct margin *margin, size_t which)
{
    return margin->steps[which].amount;
}

static struct decimal paid_as(const struct margin *margin, size_t which)
{
    return margin->payouts[which].paid;
}

static struct decimal limited_to(const struct margin *margin, size_t which)
{
    const struct margin_step *step = &margin->steps[0];
    const struct decimal steps[] = {step->paid, step->carried, step->forfeited};
    return which < RATES ? steps[which] : paid_as(margin, which - RATES);
}

static const struct method {
    const char *name;
    size_t inputs, outputs;
    void (*prepare)(struct bench *);
    struct decimal (*result)(const struct margin *, size_t which);
} methods[] = {
    {"add", 5, 1, base_on_rates, paid_on_margin},
    {"best", 5, 1, best_of_rates, paid_on_margin},
    {"multiply", 5, 1, multiplied_rates, paid_on_margin},
    {"recommend", 8, 1, recommended, paid_on_margin},
    {"sequence", 4, 3, in_sequence, amount_of},
    {"together", 5, 3, held_together, amount_of},
    {"split", 4, 3, split, paid_as},
    {"limits", 12, 5, limited, limited_to},
};
enum { METHODS = sizeof methods / sizeof *methods };

static const struct method *method_named(const char *name)
{
    for (size_t i = 0; i < METHODS; i++)
        if (strcmp(name, methods[i].name) == 0) return &methods[i];
    fail_msg("no method %s", name);
    return NULL;
}

/* A program without a limit or a group: what the case at hand does not set is as if it were not there. */
static void clear(struct bench *b)
{
    static size_t members[RATES] = {0, 1, 2};
    static struct payout_part whole = {.share = {.units = 1}};
    struct fixture *f = b->f;
    b->setting_count = 0;
    b->group = (struct stack_group){.name = "deals", .members = members};
    f->program.margin = (struct margin_rule){.given = true, .on = "revenue", .groups = &b->group, .places = 2, .rate_places = -1};
    for (size_t i = 0; i < RATES; i++)
        f->incentives[i] =
            (struct incentive){.name = f->incentives[i].name, .group = -1, .reduces = true, .parts = &whole, .part_count = 1};
    for (size_t k = 0; k < RATES; k++) f->payouts[k] = (struct payout){.name = "kind", .otherwise = -1};
    f->subject.past = NULL;
}

static struct decimal sum_of(struct decimal a, struct decimal b)
{
    struct decimal sum;
    assert_true(decimal_add(a, b, &sum));
    return sum;
}

/* Whatever the limits, all that was earned and brought is paid, carried or forfeited. */
static void check_identity(const struct margin *margin)
{
    for (size_t i = 0; i < RATES; i++) {
        const struct margin_step *step = &margin->steps[i];
        struct decimal whole = sum_of(step->amount, step->brought), parts = sum_of(sum_of(step->paid, step->carried), step->forfeited);
        assert_int_equal(decimal_compare(whole, parts), 0);
    }
}

static void check_modes(struct bench *b, const struct method *method, struct oracle *oracle)
{
    struct fixture *f = b->f;
    fixture_card(f);
    for (int mode = 0; mode < ROUNDING_COUNT; mode++) {
        f->program.margin.rounding = (enum rounding)mode;
        assert_true(margin_make(&f->margin, &f->program, &f->card, &f->subject, f->awards));
        check_identity(&f->margin);
        for (size_t i = 0; i < method->outputs; i++) {
            struct decimal expected = oracle_decimal(oracle);
            if (decimal_compare(method->result(&f->margin, i), expected) != 0)
                fail_msg("%s, %s, result %zu: expected %s", method->name, rounding_names[mode], i + 1, oracle->word);
        }
    }
}

static void set_up(struct bench *b, struct fixture *f)
{
    *b = (struct bench){.f = f, .past = {.awards = b->past_awards}};
    f->scorecards[0].tiers = &f->tiers[0][REGISTERED];
    f->scorecards[0].tier_count = 1;
    for (size_t i = 0; i < RATES; i++) fixture_award(f, AWARD_MARGIN, "0");
    f->program.payout_count = RATES;
    assert_true(margin_init(&f->margin, &f->program, &f->arena));
}

static void awards_agree_with_python(void **state)
{
    struct bench bench;
    struct oracle oracle;
    size_t cases = 0;
    oracle_ask(&oracle, "award_cases.py", "");
    set_up(&bench, *state);
    for (; oracle_next(&oracle); cases++) {
        const struct method *method = method_named(oracle.word);
        for (size_t i = 0; i < method->inputs; i++) bench.in[i] = oracle_decimal(&oracle);
        clear(&bench);
        method->prepare(&bench);
        check_modes(&bench, method, &oracle);
    }
    oracle_end(&oracle);
    assert_int_equal(cases, METHODS * oracle.count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {with_fixture(awards_agree_with_python)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
