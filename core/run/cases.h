/* cases.h - runs the cases beside a plugin: rows or a card in, a value or an award out, in the same sandbox as a real run.
 *
 * Cases stand in <plugin>.cases.yaml beside <plugin>.lua; case_file.h describes them. Each becomes a program of its own with one
 * partner, in a temporary folder. */
#ifndef RUNG_RUN_CASES_H
#define RUNG_RUN_CASES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/problem.h"

/* `path_or_plugin`: a .cases.yaml, a plugin with or without .lua, the name of one in `library` (metrics/sum), or a folder: all cases
 * in it. Appends a line "ok N - plugin: case" or "not ok N - ..." for each to the report, with what was expected and what came
 * out, and adds to passed and failed. False after reporting problems: cases that could not be read or run. */
bool cases_run(const char *path_or_plugin, const char *library, struct buf *report, size_t *passed, size_t *failed,
               struct problems *problems);

#endif
