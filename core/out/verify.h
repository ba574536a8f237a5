/* verify.h - is a folder of results still what its run would give? Its run.json is read, the files are compared with the digests in it, and
 * the same is run again, into a folder of its own that is gone afterwards. */
#ifndef RUNG_OUT_VERIFY_H
#define RUNG_OUT_VERIFY_H

#include "run/run.h"

/* Appends to `out` what was found, line by line; *same: nothing differs. options: library, jobs and, when set, data and history in
 * place of those of the record. False after reporting problems: the record cannot be read, or the program not be run. */
bool verify_results(const char *folder, const struct run_options *options, struct buf *out, bool *same, struct arena *arena,
                    struct problems *problems);

#endif
