/* record.h - run.json: what was run, enough to repeat it. All but "timings" is the same for the same input. */
#ifndef RUNG_OUT_RECORD_H
#define RUNG_OUT_RECORD_H

#include "out/folder.h"
#include "out/summary.h"

struct record {
    const struct run *run;
    const struct summary *summary;
    const struct problems *problems;
    const char *format;
    struct out_file **files; /* those that were written */
    size_t file_count;
};
void record_put(const struct record *record, struct buf *out);

#endif
