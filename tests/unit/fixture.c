#include "fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

void fixture_assert_double(double actual, double expected, const char *file, int line)
{
    if (actual == expected || (isnan(actual) && isnan(expected))) return;
    print_error("%.17g is not %.17g\n", actual, expected);
    _fail(file, line);
}

void fixture_assert_near(double actual, double expected, const char *file, int line)
{
    if (fabs(actual - expected) <= 1e-9) return;
    print_error("%.17g is not near %.17g\n", actual, expected);
    _fail(file, line);
}

void fixture_assert_decimal(struct decimal actual, const char *expected, const char *file, int line)
{
    char text[DECIMAL_TEXT_MAX];
    if (decimal_compare(actual, a_decimal(expected)) == 0) return;
    decimal_format(actual, text);
    print_error("%s is not %s\n", text, expected);
    _fail(file, line);
}

struct value a_number(double number)
{
    return (struct value){.kind = VALUE_NUMBER, .number = number};
}

struct value a_text(const char *string)
{
    return (struct value){.kind = VALUE_TEXT, .text = text_of(string)};
}

struct decimal a_decimal(const char *string)
{
    struct decimal decimal;
    assert_true(decimal_parse(text_of(string), &decimal));
    return decimal;
}

static struct setting with_cases(struct fixture *fixture, int column, size_t count)
{
    return (struct setting){
        .given = true, .attribute = column, .cases = arena_array(&fixture->arena, count, sizeof(struct setting_case)), .count = count};
}

struct setting plain(struct fixture *fixture, double number)
{
    struct setting setting = with_cases(fixture, -1, 1);
    setting.cases[0].value = a_number(number);
    return setting;
}

struct setting exactly(struct fixture *fixture, const char *decimal)
{
    struct setting setting = with_cases(fixture, -1, 1);
    struct decimal exact = a_decimal(decimal);
    setting.cases[0] = (struct setting_case){.value = a_number(decimal_to_double(exact)), .exact = exact, .has_exact = true};
    return setting;
}

struct setting by(struct fixture *fixture, int column, const char *when, double number, const char *or_when, double or_number,
                  double otherwise)
{
    struct setting setting = with_cases(fixture, column, isnan(otherwise) ? 2 : 3);
    setting.cases[0] = (struct setting_case){.when = text_of(when), .value = a_number(number)};
    setting.cases[1] = (struct setting_case){.when = text_of(or_when), .value = a_number(or_number)};
    if (!isnan(otherwise)) setting.cases[2] = (struct setting_case){.value = a_number(otherwise)};
    return setting;
}

static struct expr *node(struct fixture *fixture, enum expr_op op, enum value_kind kind, struct expr *left, struct expr *right)
{
    struct expr *expr = arena_alloc(&fixture->arena, sizeof *expr);
    *expr = (struct expr){.op = op, .kind = kind};
    if (!left) return expr;
    expr->args = arena_array(&fixture->arena, 2, sizeof *expr->args);
    expr->args[0] = left;
    expr->args[1] = right;
    expr->arg_count = 2;
    return expr;
}

const struct expr *compared(struct fixture *fixture, size_t slot, enum expr_op op, struct value literal)
{
    struct expr *name = node(fixture, EXPR_NAME, literal.kind, NULL, NULL);
    struct expr *right = node(fixture, literal.kind == VALUE_TEXT ? EXPR_TEXT : EXPR_NUMBER, literal.kind, NULL, NULL);
    name->slot = (int)slot;
    right->literal = literal;
    return node(fixture, op, VALUE_YESNO, name, right);
}

const struct expr *both(struct fixture *fixture, const struct expr *a, const struct expr *b)
{
    return node(fixture, EXPR_AND, VALUE_YESNO, (struct expr *)a, (struct expr *)b);
}

size_t fixture_metric(struct fixture *fixture, const char *name, size_t scorecard, size_t track, double weight)
{
    size_t index = fixture->program.metric_count++;
    fixture->metrics[index] = (struct metric){.name = name,
                                              .title = name,
                                              .scorecard = scorecard,
                                              .track = track,
                                              .block = 5,
                                              .objective = -1,
                                              .category = -1,
                                              .plugin = "metrics/x",
                                              .round = -1};
    fixture->metrics[index].weight = plain(fixture, weight);
    fixture->steps[2 * index] = (struct metric_step){.metric = index};
    fixture->steps[2 * index + 1] = (struct metric_step){.metric = index, .points = true};
    struct track *into = &fixture->tracks[scorecard][track];
    if (into->metric_count++ == 0) into->first_metric = index;
    fixture_measure(fixture, index, 0);
    return index;
}

static void add_tier(struct fixture *fixture, size_t tier, const char *name, const char *title, double score, const char *margin)
{
    fixture->tiers[0][tier] = (struct tier){.name = name, .title = title, .margin = exactly(fixture, margin)};
    if (score > 0) fixture->tiers[0][tier].score = plain(fixture, score);
}

static void add_scorecard(struct fixture *fixture)
{
    fixture->tracks[0][0] = (struct track){.name = ""};
    fixture->scorecards[0] = (struct scorecard){.name = "main",
                                                .title = "Main",
                                                .round = 6,
                                                .tracks = fixture->tracks[0],
                                                .track_count = 1,
                                                .tiers = fixture->tiers[0],
                                                .tier_count = FIXTURE_TIERS,
                                                .prior = PRIOR,
                                                .movement = &fixture->program.movement};
    add_tier(fixture, PLATINUM, "platinum", "Platinum Partner", 70, "0.15");
    add_tier(fixture, GOLD, "gold", "Gold Partner", 58, "0.12");
    add_tier(fixture, SILVER, "silver", "Silver Partner", 45, "0.08");
    add_tier(fixture, REGISTERED, "registered", "Registered Partner", 0, "0.05");
    fixture->metrics[fixture_metric(fixture, "revenue", 0, 0, 2)].block = 4;
    fixture->metrics[fixture_metric(fixture, "people", 0, 0, 1)].block = 0;
    fixture->metrics[fixture_metric(fixture, "hours", 0, 0, 1)].block = 2;
}

static void init(struct fixture *fixture)
{
    fixture->program = (struct program){.metrics = fixture->metrics,
                                        .metric_steps = fixture->steps,
                                        .scorecards = fixture->scorecards,
                                        .scorecard_count = 1,
                                        .tier_order = fixture->tier_order,
                                        .names = fixture->names,
                                        .incentives = fixture->incentives,
                                        .movement = {.promote.so_far = -1, .demote.so_far = -1},
                                        .waivers = -1,
                                        .name_column = -1};
    fixture->program.margin =
        (struct margin_rule){.given = true, .on = "revenue", .groups = fixture->groups, .places = 2, .rate_places = -1};
    fixture->payouts[0] = (struct payout){.name = "rebate", .title = "Rebate", .otherwise = -1};
    fixture->program.payouts = fixture->payouts;
    fixture->program.payout_count = 1;
    fixture->subject = (struct subject){.attributes = fixture->attributes, .measures = fixture->measures};
    add_scorecard(fixture);
    fixture->attributes[TYPE] = a_text("reseller");
    fixture->attributes[REGION] = a_text("emea");
}

int fixture_setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    if (!fixture) return -1;
    init(fixture);
    *state = fixture;
    return 0;
}

int fixture_teardown(void **state)
{
    struct fixture *fixture = *state;
    arena_release(&fixture->arena);
    free(fixture);
    return 0;
}

void fixture_measure(struct fixture *fixture, size_t metric, double value)
{
    fixture->measures[metric] = (struct measure){.state = MEASURE_VALUE, .value = value};
}

void fixture_card(struct fixture *fixture)
{
    if (!fixture->card.metrics) assert_true(card_init(&fixture->card, &fixture->program, &fixture->arena));
    card_make(&fixture->card, &fixture->program, &fixture->subject);
}

size_t fixture_award(struct fixture *fixture, enum award_kind kind, const char *amount)
{
    static const char *const names[FIXTURE_INCENTIVES] = {"first", "second", "third", "fourth", "fifth", "sixth"};
    static struct payout_part whole = {.share = {.units = 1}};
    size_t index = fixture->program.incentive_count++;
    struct decimal exact = a_decimal(amount);
    fixture->incentives[index] = (struct incentive){
        .name = names[index], .group = -1, .block = -1, .objective = -1, .reduces = true, .parts = &whole, .part_count = 1};
    fixture->awards[index] = (struct award){.units = (int64_t)exact.units, .scale = (int8_t)exact.scale, .kind = (uint8_t)kind};
    return index;
}

size_t fixture_name(struct fixture *fixture, struct name name)
{
    size_t slot = fixture->program.name_count++;
    fixture->names[slot] = name;
    return slot;
}
