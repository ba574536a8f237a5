/* groups.h - peer groups: the partners with the same cell in a column of the partner table. */
#ifndef RUNG_RUN_GROUPS_H
#define RUNG_RUN_GROUPS_H

#include "run/run.h"

/* `within`: a column of type text or yes/no; -1: all partners are one group. Groups count from 0, some may have no partner; those whose
 * cell is empty are a group, too. */
size_t groups_count(const struct run *run, int within);
uint32_t groups_of(const struct run *run, int within, size_t partner);

#endif
