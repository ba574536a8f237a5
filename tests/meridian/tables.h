/* tables.h - the fact tables of the Meridian program in memory, and the luck that fills them.
 *
 * Days are numbers from 2023-01-01 on. Money is in cents, hours and percents in tenths. Rows belong to partners by number. */
#ifndef MERIDIAN_TABLES_H
#define MERIDIAN_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DAY_COUNT = 2600, DAY_SIZE = 11, PERIOD_DAYS = 92, ALL_DAYS = 457 /* 2025-07-01 to 2026-09-30 */ };

int day_of(int year, int month, int day);
void day_text(int number, char text[DAY_SIZE]); /* YYYY-MM-DD */

/* Random numbers: the same for the same seed, partner and purpose. */
struct luck {
    uint64_t state;
};

struct luck luck_for(uint64_t seed, uint64_t partner, uint64_t purpose);
int below(struct luck *luck, int n);
bool chance(struct luck *luck, int percent);
int bell(struct luck *luck); /* about normal: mean 0, deviation 1024 */

enum stage { WON, LOST, OPEN };

struct row {
    uint32_t partner;
    uint16_t day;    /* closed_on, issued_on, opened_on, attested_on */
    uint16_t until;  /* certificates: expires_on */
    int64_t cents;   /* deals: amount */
    uint16_t tenths; /* deals: discount_pct; tickets: hours_to_resolve */
    uint16_t person; /* certificates */
    uint8_t kind;    /* deals: stage; certificates: level; tickets: severity; attestations: item */
    uint8_t detail;  /* deals: product line, 0 none; tickets: csat, 0 none; certificates: certification */
    bool registered, is_new;
};

struct rows {
    struct row *items;
    size_t count, cap;
};

struct tables {
    struct rows deals, certifications, tickets, attestations;
};

/* Each adds a row; without memory the program ends. */
void deal(struct tables *t, uint32_t p, int day, enum stage stage, int64_t cents, int discount10, bool registered, bool known, bool is_new);
void certificate(struct tables *t, uint32_t p, int person, int level, int issued, int expires);
void ticket(struct tables *t, uint32_t p, int day, int hours10, int csat);
void attestation(struct tables *t, uint32_t p, int item, int day);

/* Partners made by hand, one in EDGE_EVERY, each to stand exactly on an edge of the program's rules. */
enum { EDGE_EVERY = 50, EDGE_FIRST = 17, EDGE_KINDS = 20, EDGE_GIANT = 10 /* has the highest revenue of its type, the first five times */ };
void edge(struct tables *t, uint32_t p, uint32_t number);

#endif
