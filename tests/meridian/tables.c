#include "tables.h"

#include <stdio.h>
#include <stdlib.h>

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return lengths[month - 1] + (month == 2 && year % 4 == 0);
}

int day_of(int year, int month, int day)
{
    int number = day - 1;
    for (int y = 2023; y < year; y++) number += 365 + (y % 4 == 0);
    for (int m = 1; m < month; m++) number += month_length(year, m);
    return number;
}

void day_text(int number, char text[DAY_SIZE])
{
    int year = 2023, month = 1;
    while (number >= month_length(year, month)) {
        number -= month_length(year, month);
        if (++month > 12) {
            month = 1;
            year++;
        }
    }
    const int parts[] = {year / 1000, year / 100 % 10,   year / 10 % 10,   year % 10, -1, month / 10, month % 10,
                         -1,          (number + 1) / 10, (number + 1) % 10};
    for (int i = 0; i < DAY_SIZE - 1; i++) text[i] = parts[i] < 0 ? '-' : (char)('0' + parts[i]);
    text[DAY_SIZE - 1] = '\0';
}

static uint64_t luck_next(struct luck *luck)
{
    luck->state = luck->state * 6364136223846793005u + 1442695040888963407u;
    uint64_t word = (luck->state ^ (luck->state >> 29)) * 0x2545f4914f6cdd1du;
    return word ^ (word >> 32);
}

struct luck luck_for(uint64_t seed, uint64_t partner, uint64_t table)
{
    struct luck luck = {(seed * 0x9e3779b97f4a7c15u) ^ (partner << 8) ^ table};
    for (int i = 0; i < 4; i++) luck_next(&luck);
    return luck;
}

int below(struct luck *luck, int n)
{
    return (int)((luck_next(luck) >> 33) % (uint64_t)n);
}

bool chance(struct luck *luck, int percent)
{
    return below(luck, 100) < percent;
}

/* Eight dice. */
int bell(struct luck *luck)
{
    int sum = 0;
    for (int i = 0; i < 8; i++) sum += below(luck, 1255);
    return sum - 8 * 627;
}

static struct row *row_add(struct rows *rows, uint32_t partner, int day)
{
    if (rows->count == rows->cap) {
        rows->cap = rows->cap ? rows->cap * 2 : 4096;
        struct row *items = realloc(rows->items, rows->cap * sizeof *items);
        if (items == NULL) {
            fprintf(stderr, "meridian_data: no memory for %zu rows\n", rows->cap);
            exit(1);
        }
        rows->items = items;
    }
    struct row *row = &rows->items[rows->count++];
    *row = (struct row){.partner = partner, .day = (uint16_t)day};
    return row;
}

void deal(struct tables *t, uint32_t p, int day, enum stage stage, int64_t cents, int discount10, bool registered, bool known, bool is_new)
{
    struct row *row = row_add(&t->deals, p, day);
    row->kind = (uint8_t)stage;
    row->cents = cents;
    row->tenths = (uint16_t)discount10;
    row->registered = registered;
    row->detail = known ? (uint8_t)(1 + (p + row->day) % 5) : 0;
    row->is_new = is_new;
}

void certificate(struct tables *t, uint32_t p, int person, int level, int issued, int expires)
{
    struct row *row = row_add(&t->certifications, p, issued);
    row->person = (uint16_t)person;
    row->kind = (uint8_t)level;
    row->until = (uint16_t)expires;
    row->detail = (uint8_t)((p + (uint32_t)person) % 5);
}

void ticket(struct tables *t, uint32_t p, int day, int hours10, int csat)
{
    struct row *row = row_add(&t->tickets, p, day);
    row->kind = (uint8_t)((p + (uint32_t)day) % 4);
    row->tenths = (uint16_t)hours10;
    row->detail = (uint8_t)csat;
}

void attestation(struct tables *t, uint32_t p, int item, int day)
{
    row_add(&t->attestations, p, day)->kind = (uint8_t)item;
}
