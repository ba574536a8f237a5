#include "run/profile.h"

#include <math.h>
#include <sys/mman.h>

static const double A_YEAR = 365.0 * 86400;

bool profile_open(struct profile *profile, size_t workers, size_t rules, size_t partners)
{
    size_t by_rule = workers * rules * sizeof(struct profile_rule), by_partner = partners * sizeof(struct profile_partner);
    size_t size = by_rule + by_partner + 1;
    char *base = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED) return false;
    *profile = (struct profile){.workers = workers, .rules = rules, .partners = partners, .mapping = base, .mapping_size = size};
    profile->by_rule = (struct profile_rule *)(void *)base;
    profile->by_partner = (struct profile_partner *)(void *)(base + by_rule);
    return true;
}

void profile_close(struct profile *profile)
{
    if (profile->mapping) munmap(profile->mapping, profile->mapping_size);
    *profile = (struct profile){0};
}

void profile_note(const struct profile *profile, size_t worker, size_t rule, size_t partner, struct host_cost cost, double seconds)
{
    struct profile_rule *of_rule = &profile->by_rule[worker * profile->rules + rule];
    struct profile_partner *of_partner = &profile->by_partner[partner];
    of_rule->calls++;
    of_rule->rows += cost.rows;
    of_rule->seconds += seconds;
    of_partner->seconds += seconds;
    if (cost.memory > of_rule->memory) of_rule->memory = cost.memory;
    if (seconds > of_rule->largest) {
        of_rule->largest = seconds;
        of_rule->partner = (uint32_t)partner;
    }
    if (seconds > of_partner->largest) {
        of_partner->largest = seconds;
        of_partner->rule = (uint32_t)rule;
    }
}

static bool honest_time(double seconds)
{
    return seconds >= 0 && seconds < A_YEAR; /* not so NaN */
}

struct profile_rule profile_of_rule(const struct profile *profile, size_t rule)
{
    struct profile_rule sum = {0};
    for (size_t w = 0; w < profile->workers; w++) {
        const struct profile_rule *one = &profile->by_rule[w * profile->rules + rule];
        if (!honest_time(one->seconds) || !honest_time(one->largest) || one->partner >= profile->partners) continue;
        sum.calls += one->calls;
        sum.rows += one->rows;
        sum.seconds += one->seconds;
        if (one->memory > sum.memory) sum.memory = one->memory;
        if (one->largest <= sum.largest) continue;
        sum.largest = one->largest;
        sum.partner = one->partner;
    }
    return sum;
}

struct profile_partner profile_of_partner(const struct profile *profile, size_t partner)
{
    struct profile_partner one = profile->by_partner[partner];
    bool honest = honest_time(one.seconds) && honest_time(one.largest) && one.rule < profile->rules;
    return honest ? one : (struct profile_partner){0};
}
