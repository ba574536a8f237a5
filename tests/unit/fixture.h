/* fixture.h - a small partner program from plain structs, for tests of the scoring rooms.
 *
 * One scorecard "main" with one track, three metrics whose value is their points (revenue, weight 2, block metrics_motivators;
 * people, weight 1, block people_organization; hours, weight 1, block processes), and the tiers platinum 70 / 15 %, gold 58 / 12 %,
 * silver 45 / 8 %, registered / 5 %. Five columns of the partner. A test changes what it is about and then makes the card. */
#ifndef RUNG_TESTS_FIXTURE_H
#define RUNG_TESTS_FIXTURE_H

#include "base/arena.h"
#include "program/program.h"
#include "score/card.h"

enum { REVENUE, PEOPLE, HOURS, MORE, FIXTURE_METRICS = 8 };
enum { TYPE, REGION, PRIOR, BELOW, ABOVE, FIXTURE_COLUMNS };
enum { PLATINUM, GOLD, SILVER, REGISTERED, FIXTURE_TIERS };
enum { FIXTURE_SCORECARDS = 2, FIXTURE_TRACKS = 3, FIXTURE_NAMES = 8, FIXTURE_INCENTIVES = 6, FIXTURE_PAYOUTS = 3 };

struct fixture {
    struct arena arena;
    struct program program;
    struct metric metrics[FIXTURE_METRICS];
    struct metric_step steps[2 * FIXTURE_METRICS];
    struct scorecard scorecards[FIXTURE_SCORECARDS];
    struct track tracks[FIXTURE_SCORECARDS][FIXTURE_TRACKS];
    struct tier tiers[FIXTURE_SCORECARDS][FIXTURE_TIERS];
    size_t tier_order[FIXTURE_SCORECARDS];
    struct name names[FIXTURE_NAMES];
    struct incentive incentives[FIXTURE_INCENTIVES];
    struct stack_group groups[2];
    struct payout payouts[FIXTURE_PAYOUTS];
    struct value attributes[FIXTURE_COLUMNS];
    struct measure measures[FIXTURE_METRICS];
    struct award awards[FIXTURE_INCENTIVES];
    struct subject subject;
    struct card card;
    struct margin margin;
};

/* A new fixture for each test: cmocka hands it over as *state. */
int fixture_setup(void **state);
int fixture_teardown(void **state);
#define with_fixture(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

void fixture_measure(struct fixture *fixture, size_t metric, double value);
void fixture_card(struct fixture *fixture); /* makes the card, for the first time or again */
/* One more metric like the others: points are the value, block culture, state "value" 0. Returns its index. */
size_t fixture_metric(struct fixture *fixture, const char *name, size_t scorecard, size_t track, double weight);
/* One more incentive with its award; rate and money as decimal text. Returns its index. */
size_t fixture_award(struct fixture *fixture, enum award_kind kind, const char *amount);
size_t fixture_name(struct fixture *fixture, struct name name); /* returns the slot */

struct value a_number(double number);
struct value a_text(const char *string);
struct decimal a_decimal(const char *string);
struct setting plain(struct fixture *fixture, double number);         /* no exact form, as 40/6 has none */
struct setting exactly(struct fixture *fixture, const char *decimal); /* a decimal, exactly */
/* Two cases by a column, and a default unless that is NaN. */
struct setting by(struct fixture *fixture, int column, const char *when, double number, const char *or_when, double or_number,
                  double otherwise);
/* "name op literal" and "a and b" */
const struct expr *compared(struct fixture *fixture, size_t slot, enum expr_op op, struct value literal);
const struct expr *both(struct fixture *fixture, const struct expr *a, const struct expr *b);

/* The keys of a partner table, as a loaded dataset has them (fixture_partners.c, which knows the data room from within). */
struct partners;
const struct partners *fixture_partners(struct arena *arena, const char *const *keys, size_t count);

/* Doubles, to the bit or to 1e-9; decimals by their text. cmocka compares floats in single precision. */
#define assert_double(actual, expected)  fixture_assert_double((actual), (expected), __FILE__, __LINE__)
#define assert_near(actual, expected)    fixture_assert_near((actual), (expected), __FILE__, __LINE__)
#define assert_decimal(actual, expected) fixture_assert_decimal((actual), (expected), __FILE__, __LINE__)
void fixture_assert_double(double actual, double expected, const char *file, int line);
void fixture_assert_near(double actual, double expected, const char *file, int line);
void fixture_assert_decimal(struct decimal actual, const char *expected, const char *file, int line);

#endif
