/* header.h - the header row: which delimiter the file has, which of its columns are ours, and what each of them needs. */
#ifndef RUNG_DATA_HEADER_H
#define RUNG_DATA_HEADER_H

#include "data/intake.h"

/* Fills delimiter, field_count, key_field, plans, data_at and data_line of an intake whose source is open. False: reported. */
bool header_read(struct intake *intake, struct problems *problems);

#endif
