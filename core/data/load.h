/* load.h - loading with the knobs that tests turn; dataset_load is this with its defaults. */
#ifndef RUNG_DATA_LOAD_H
#define RUNG_DATA_LOAD_H

#include "data/dataset.h"

enum { LOAD_CHUNK = 1 << 20 };

struct load_options {
    int threads;
    size_t chunk;             /* bytes; 0: LOAD_CHUNK */
    struct load_watch *watch; /* or NULL */
};

bool load_dataset(struct dataset *dataset, const struct table_spec *specs, size_t count, const struct load_options *options,
                  struct problems *problems);

#endif
