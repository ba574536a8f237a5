/* api.h - what the files behind rung.h share: the handle, and how a call ends. Those are api.c, and what is above this room. */
#ifndef RUNG_OUT_API_H
#define RUNG_OUT_API_H

#include "base/buf.h"
#include "out/outputs.h"
#include "run/run.h"
#include "rung.h"

struct rung_run {
    struct run run;
    struct problems problems;
    struct arena arena; /* what the functions hand out */
    struct buf text;    /* of the last problem */
    struct outputs outputs;
    struct card_reader reader;
    char margin_pct[DECIMAL_TEXT_MAX], margin_amount[DECIMAL_TEXT_MAX], rebates[DECIMAL_TEXT_MAX];
    char partner[1024], name[1024];
    bool prepared, measured;
};

/* The caller's options are copied into the run's arena, so they may end before the run does. */
struct run_options api_options(struct rung_run *run, const struct rung_options *options);

/* What a public function answers; sorts the problems. When memory ran out on the way, RUNG_FAILED and that as the only problem. */
enum rung_status api_status(struct rung_run *run, bool good);

/* The bytes as a text of the caller's, for rung_text_free. NULL: no memory; the buffer is released. */
char *api_text(struct buf *text);

/* Reports a word of the caller's that cannot be used; always false. */
bool api_refuse(struct rung_run *run, const char *cure, const char *what, const char *word);

#endif
