/* complaint.h - the words for what is wrong with rows and cells, each with its place, the line, and a cure. */
#ifndef RUNG_DATA_COMPLAINT_H
#define RUNG_DATA_COMPLAINT_H

#include "base/problem.h"
#include "data/cell.h"
#include "data/csv.h"
#include "data/exchange.h"
#include "data/lane.h"

/* The row at hand. Lines of its problems count as the record's do. */
struct spot {
    const struct table_spec *spec;
    struct problems *problems;
    const char *text; /* what the record was lexed from */
    size_t length;
    const struct csv_record *record;
    struct text partner; /* {NULL, 0}: not known */
};

void complain_cell(const struct spot *spot, const struct lane_plan *plan, const struct csv_field *field, struct text text,
                   enum cell_flaw flaw);
/* An amount that cannot be converted; `on` NULL: the column names no day. */
void complain_exchange(const struct spot *spot, const struct lane_plan *plan, struct exchange_slip slip, const struct csv_field *amount,
                       const struct csv_field *currency, const struct csv_field *on);
void complain_ragged(const struct spot *spot, size_t expected);
void complain_quote(const struct spot *spot);
void complain_endless(const struct spot *spot); /* a row of more than any sensible length */
void complain_key_missing(const struct spot *spot, const struct csv_field *field);
/* near: a partner that may be meant, or NULL */
void complain_unknown(const struct spot *spot, const struct csv_field *field, struct text key, const char *near);
void complain_repeated(const struct spot *spot, const struct column_spec *column, const struct csv_field *field, uint32_t first_line);
void complain_bytes(const struct spot *spot, size_t at); /* no UTF-8 there, or a NUL */
void complain_blank(const struct table_spec *spec, struct problems *problems, uint32_t line, uint32_t count);
void complain_surplus(const struct table_spec *spec, struct problems *problems, uint32_t line, size_t rows);
/* Rows of a partner whose own row was set aside; line: of the first. */
void complain_orphans(const struct table_spec *spec, struct problems *problems, struct text partner, uint32_t line, size_t rows);
void complain_crowded(const struct table_spec *spec, struct problems *problems, const struct column_spec *column);

#endif
