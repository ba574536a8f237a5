/* profile.h - what the calls of plugins cost in one run: by rule, and by partner.
 *
 * Each worker adds to an area of its own, so nothing is locked; whoever reads adds the areas up. The areas are shared with processes that
 * a plugin may have taken over, so every number is looked at when it is read. Times are of the wall clock, in seconds.
 * Rules are counted through: metrics first, then incentives. */
#ifndef RUNG_RUN_PROFILE_H
#define RUNG_RUN_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lua/host.h"

struct profile_rule {
    uint64_t calls, rows; /* rows: that selections looked at, each as often as they did */
    double seconds, largest;
    uint32_t partner; /* of the largest call */
    uint64_t memory;  /* bytes that the plugin's state held at most in a call: what limits.memory is about */
};
struct profile_partner {
    double seconds, largest;
    uint32_t rule; /* of the largest call */
};

struct profile {
    size_t workers, rules, partners;
    struct profile_rule *by_rule;       /* [worker * rules + rule]; NULL: not asked for */
    struct profile_partner *by_partner; /* each written by the one worker that has the partner */
    void *mapping;
    size_t mapping_size;
};

bool profile_open(struct profile *profile, size_t workers, size_t rules, size_t partners); /* false: no memory */
void profile_close(struct profile *profile);

/* In a worker: one call that is over. */
void profile_note(const struct profile *profile, size_t worker, size_t rule, size_t partner, struct host_cost cost, double seconds);

/* In the parent, when the workers are gone. */
struct profile_rule profile_of_rule(const struct profile *profile, size_t rule);
struct profile_partner profile_of_partner(const struct profile *profile, size_t partner);

#endif
