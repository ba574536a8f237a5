/* cells.h - cells that several output tables share. */
#ifndef RUNG_OUT_CELLS_H
#define RUNG_OUT_CELLS_H

#include "out/csv_row.h"
#include "run/run.h"

/* Cells of so many words; COLUMNS(row, "partner", "name"). */
void columns(struct csv_row *row, const char *const *names, size_t count);
#define COLUMNS(row, ...) columns(row, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

void tier_cell(const struct scorecard *scorecard, int tier, struct csv_row *row); /* -1: empty */
/* Empty unless given. */
void number_cell(struct csv_row *row, bool given, double number);
void points_cell(struct csv_row *row, bool given, double points); /* points and what is made of them, to nine decimals */
void money_cell(const struct program *program, struct csv_row *row, bool given, struct decimal amount);
void percent_cell(struct csv_row *row, bool given, struct decimal rate);
/* One cell for a text that was made in a buf, which the cell releases. */
void made_cell(struct csv_row *row, struct buf *text);
/* What such a text of several waivers is made of; the usual cell has none. */
void put_waiver(struct buf *text, const struct waiver *waiver); /* NULL: none */
void waiver_cell(struct csv_row *row, const struct waiver *waiver);
/* The reason of a measure or an award; of a failure its first line. */
struct text reason_of(const struct run *run, uint32_t reference);

#endif
