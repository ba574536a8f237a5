/* Numbers that look random, and variance-based indices against functions whose indices are known. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/random.h"
#include "score/variance.h"

enum { N = 1 << 15, K = 3 };

static void assert_near(double found, double expected, double within)
{
    if (fabs(found - expected) > within) fail_msg("%g is not within %g of %g", found, within, expected);
}

/* Ishigami and Homma (1990), with a = 7 and b = 0.1. */
static double ishigami(const double x[K])
{
    const double pi = 3.14159265358979323846;
    double v[K];
    for (size_t i = 0; i < K; i++) v[i] = pi * (2 * x[i] - 1);
    return sin(v[0]) + 7 * sin(v[1]) * sin(v[1]) + 0.1 * pow(v[2], 4) * sin(v[0]);
}

static double weighted_sum(const double x[K])
{
    return 1000 + 3 * x[0] + 4 * x[1];
}

static void find_indices(double (*model)(const double x[K]), struct variance_index indices[K])
{
    double *results = mem_zero((K + 2) * (size_t)N, sizeof *results);
    assert_non_null(results);
    for (size_t j = 0; j < N; j++) {
        struct random random;
        double x[2][K];
        random_seed(&random, 7, j);
        for (size_t i = 0; i < 2 * K; i++) x[i / K][i % K] = random_unit(&random);
        results[j] = model(x[0]);
        results[N + j] = model(x[1]);
        for (size_t i = 0; i < K; i++) {
            double mixed[K] = {x[0][0], x[0][1], x[0][2]};
            mixed[i] = x[1][i];
            results[(2 + i) * N + j] = model(mixed);
        }
    }
    variance_indices(results, results + N, results + 2 * (size_t)N, N, K, indices);
    mem_free(results);
}

static void ishigami_has_its_published_indices(void **state)
{
    static const struct variance_index expected[K] = {{0.3139, 0.5576}, {0.4424, 0.4424}, {0, 0.2437}};
    struct variance_index found[K];
    (void)state;
    find_indices(ishigami, found);
    for (size_t i = 0; i < K; i++) {
        assert_near(found[i].first, expected[i].first, 0.02);
        assert_near(found[i].total, expected[i].total, 0.02);
    }
}

/* The inputs of a sum share its variance by the squares of what they weigh: 9 and 16 of 25. */
static void inputs_of_a_sum_do_not_interact(void **state)
{
    struct variance_index found[K];
    (void)state;
    find_indices(weighted_sum, found);
    assert_near(found[0].first, 0.36, 0.02);
    assert_near(found[0].total, 0.36, 0.02);
    assert_near(found[1].first, 0.64, 0.02);
    assert_near(found[1].total, 0.64, 0.02);
    assert_true(found[2].first == 0 && found[2].total == 0);
}

static void what_does_not_vary_has_no_indices(void **state)
{
    static const double same[6] = {5, 5, 5, 5, 5, 5};
    struct variance_index found;
    (void)state;
    variance_indices(same, same + 2, same + 4, 2, 1, &found);
    assert_true(found.first == 0 && found.total == 0);
}

/* The first numbers of xoshiro256** from the state 1, 2, 3, 4, as its authors' code gives them. */
static void the_generator_is_the_published_one(void **state)
{
    static const uint64_t expected[] = {11520, 0, 1509978240, 1215971899390074240};
    struct random random = {{1, 2, 3, 4}};
    (void)state;
    for (size_t i = 0; i < 4; i++) assert_true(random_bits(&random) == expected[i]);
}

static void units_are_even(void **state)
{
    struct random random;
    size_t below[10] = {0};
    (void)state;
    random_seed(&random, 1, 0);
    for (size_t i = 0; i < 100000; i++) {
        double unit = random_unit(&random);
        assert_true(unit >= 0 && unit < 1);
        below[(size_t)(unit * 10)]++;
    }
    for (size_t i = 0; i < 10; i++) assert_near((double)below[i], 10000, 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ishigami_has_its_published_indices),
        cmocka_unit_test(inputs_of_a_sum_do_not_interact),
        cmocka_unit_test(what_does_not_vary_has_no_indices),
        cmocka_unit_test(the_generator_is_the_published_one),
        cmocka_unit_test(units_are_even),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
