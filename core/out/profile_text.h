/* profile_text.h - what a run with run_options.profile cost, as a table for people. */
#ifndef RUNG_OUT_PROFILE_TEXT_H
#define RUNG_OUT_PROFILE_TEXT_H

#include "base/buf.h"
#include "run/run.h"

void profile_text(const struct run *run, struct buf *out);

#endif
