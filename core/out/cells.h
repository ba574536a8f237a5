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
void score_cell(struct csv_row *row, const struct card_scorecard *card);
void money_cell(const struct program *program, struct csv_row *row, bool given, struct decimal amount);
void percent_cell(struct csv_row *row, bool given, struct decimal rate);
/* One cell for a text that was made in a buf, which the cell releases. */
void made_cell(struct csv_row *row, struct buf *text);
/* What such a text of several waivers is made of; the usual cell has none. */
void put_waiver(struct buf *text, const struct waiver *waiver); /* NULL: none */
void waiver_cell(struct csv_row *row, const struct waiver *waiver);
/* The reason of a measure or an award; of a failure its first line. */
struct text reason_of(const struct run *run, uint32_t reference);
/* Why a metric of the reader's card is what it is. Nobody gave a reason for a formula without a result: what it lacked is one, which is
 * made in the room. */
enum { REASON_ROOM = 300 };
struct text metric_reason(const struct card_reader *reader, size_t metric, char room[REASON_ROOM]);
/* Why an incentive awards what it does. A rate without an amount to pay it on is worth nothing, whatever its rule says. */
void award_reason(const struct card_reader *reader, size_t incentive, struct buf *text);

#endif
