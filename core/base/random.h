/* random.h - numbers that look random and are the same on every machine: xoshiro256**, seeded by splitmix64 (Blackman and Vigna).
 *
 * A stream is one of 2^64 of a seed, so work that is split among threads gives each piece a stream of its own. */
#ifndef RUNG_BASE_RANDOM_H
#define RUNG_BASE_RANDOM_H

#include <stdint.h>

struct random {
    uint64_t state[4];
};

void random_seed(struct random *random, uint64_t seed, uint64_t stream);
uint64_t random_bits(struct random *random);
double random_unit(struct random *random); /* 0 or more and below 1, in steps of 2^-53 */

#endif
