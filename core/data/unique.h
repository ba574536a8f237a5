/* unique.h - columns whose cells may not repeat: the later row is set aside. */
#ifndef RUNG_DATA_UNIQUE_H
#define RUNG_DATA_UNIQUE_H

#include "data/blend.h"

/* Checks the column of one lane, whose blend is made. Empty cells may repeat. False: no memory, or the file cannot be read any more. */
bool unique_check(struct intake *intake, const struct blend *blend, size_t lane, struct problems *problems, uint32_t *troubles);

#endif
