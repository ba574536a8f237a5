/* record_rules.h - the part of run.json that says what the program means: so that results can be told without the program. */
#ifndef RUNG_OUT_RECORD_RULES_H
#define RUNG_OUT_RECORD_RULES_H

#include "base/json.h"
#include "run/run.h"

void record_objectives(struct json *json, const struct program *program);                  /* "objectives" */
void record_metrics(struct json *json, const struct run *run);                             /* "metrics" */
void record_incentives(struct json *json, const struct run *run);                          /* "incentives" */
void record_margin(struct json *json, const struct program *program);                      /* "margin", where there is one */
void record_tiers(struct json *json, const struct run *run, const struct scorecard *card); /* "tier_rules" */

#endif
