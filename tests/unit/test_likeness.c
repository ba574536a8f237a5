/* Worked examples that were published. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "score/likeness.h"

static double spearman(const double *a, const double *b, size_t count)
{
    double ranks[2][16];
    size_t order[16];
    return likeness_spearman(a, b, count, &(struct likeness_room){{ranks[0], ranks[1]}, order});
}

static void check_near(double found, double expected, double within)
{
    assert_true(fabs(found - expected) <= within);
}

/* F. J. Anscombe, "Graphs in Statistical Analysis", The American Statistician 27 (1973): four sets, r = 0.816 each. */
static void anscombe_quartet(void **state)
{
    static const double x[] = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5}, x4[] = {8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8};
    static const double y[][11] = {{8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68},
                                   {9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74},
                                   {7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73},
                                   {6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89}};
    (void)state;
    for (size_t i = 0; i < 4; i++) check_near(likeness_pearson(i < 3 ? x : x4, y[i], 11), 0.816, 0.001);
}

/* The example of Wikipedia's "Spearman's rank correlation coefficient": IQ and hours of television, rho = -29/165. */
static void hours_of_television(void **state)
{
    static const double iq[] = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110}, hours[] = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};
    (void)state;
    check_near(spearman(iq, hours, 10), -29.0 / 165, 1e-12);
}

/* By hand: ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4 have r = 4.5 / sqrt(4.5 * 5). */
static void ties_have_their_average_rank(void **state)
{
    static const double a[] = {1, 5, 5, 9}, b[] = {10, 20, 30, 40}, flat[] = {3, 3, 3, 3}, curved[] = {1, 8, 27, 64};
    (void)state;
    check_near(spearman(a, b, 4), 4.5 / sqrt(4.5 * 5), 1e-12);
    check_near(spearman(b, curved, 4), 1, 1e-12);
    assert_true(isnan(spearman(a, flat, 4)));
}

/* J. H. Zar, "Biostatistical Analysis" (1999), the legs of deer: 8 of 10 one way, two-sided P = 0.109375, so one-sided half of it. */
static void legs_of_deer(void **state)
{
    (void)state;
    check_near(likeness_sign_test(8, 10), 0.0546875, 1e-12);
    check_near(likeness_sign_test(0, 10), 1, 1e-12);
    check_near(likeness_sign_test(10, 10), 1.0 / 1024, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(anscombe_quartet),
        cmocka_unit_test(hours_of_television),
        cmocka_unit_test(ties_have_their_average_rank),
        cmocka_unit_test(legs_of_deer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
