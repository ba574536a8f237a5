/* edit.h - program.yaml as it would be with other values: "scorecards.main.metrics.revenue.weight=20".
 *
 * The key is the way from the top of program.yaml, with dots between; an item of a list is named by its number, from 1. A key of a
 * mapping may hold dots itself, as in points.curve.0.6. The value is YAML. The last key may be new. The tree is changed after versions: was
 * resolved and before from and until are looked at, so an entry in several dated versions is a list here. */
#ifndef RUNG_PROGRAM_EDIT_H
#define RUNG_PROGRAM_EDIT_H

#include "program/load.h"

extern const char edit_place[]; /* what places name in place of a file */

/* The tree with all edits of load->options. NULL after reporting problems at the edit. */
const struct node *edit_tree(struct load *load, const struct node *root);

#endif
