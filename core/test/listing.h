/* listing.h - what stands in a folder. */
#ifndef RUNG_TEST_LISTING_H
#define RUNG_TEST_LISTING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct listing {
    const char **names; /* in the order of their bytes, hidden ones left out */
    size_t count;
};
bool listing_read(struct listing *listing, const char *folder, struct arena *arena); /* false with errno */
const char *path_below(const char *folder, const char *name, struct arena *arena);   /* NULL: no memory */
bool path_ends(const char *path, const char *end);                                   /* with something before it */

#endif
