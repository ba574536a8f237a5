/* waiver.h - approved exceptions: the rows of the waivers table, checked against the program, per partner.
 *
 * Columns: partner, what, value, approver, reason, from, until. `what` is one of
 *   tier, <scorecard>.tier                            value: name or title of a tier. `tier` alone: of the margin's scorecard
 *   margin                                            value: a rate from 0 to 1, best written 12.5%
 *   <metric>, <scorecard>.<metric>                    value: the metric's value, a number; 80% is 0.8
 *   points.<metric>, <scorecard>.points.<metric>      value: points, a number
 * A metric of several tracks has a waiver for each. Dates are included; an empty one is open.
 * A waiver counts when it is in force on the period's last day. Rows that are over are not looked into any more: they, and those
 * that will be over within WAIVER_SOON_DAYS, give a note. Everything else that is wrong with a row is an error of the data, and
 * that row has no effect. */
#ifndef RUNG_RUN_WAIVER_H
#define RUNG_RUN_WAIVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/problem.h"
#include "data/dataset.h"
#include "program/program.h"
#include "score/card.h"

enum { WAIVER_SOON_DAYS = 90 };

struct waivers {
    struct waiver *items; /* by partner, then in the table's order; texts borrowed from the dataset */
    uint32_t *first;      /* partner p owns first[p] .. first[p + 1] - 1; NULL when the program has no waivers table */
    size_t count;
    size_t expired, soon; /* rows that are over, and that will be soon */
};

/* False: no memory. Rows that are wrong are problems. */
bool waivers_resolve(struct waivers *waivers, const struct program *program, const struct dataset *dataset, struct arena *arena,
                     struct problems *problems);

/* What a metric's value is waived to for the partner; NULL: it is not. Cheap where no partner has a waiver. */
const struct waiver *waivers_value(const struct waivers *waivers, size_t partner, size_t metric);

#endif
