#include "out/typed.h"

enum { DIGITS_MOST = 15 };

/* What stands before the bytes of a text, or for the whole of another cell. */
struct lead {
    double number;
    size_t len;
    uint8_t kind;
};

static void put_lead(struct buf *out, struct lead lead)
{
    buf_put(out, &lead, sizeof lead);
}

void typed_mark(struct buf *out, enum cell_kind kind)
{
    put_lead(out, (struct lead){.kind = (uint8_t)kind});
}

void typed_text(struct buf *out, struct text text)
{
    put_lead(out, (struct lead){.kind = text.len > 0 ? CELL_TEXT : CELL_EMPTY, .len = text.len});
    buf_text(out, text);
}

void typed_number(struct buf *out, enum cell_kind kind, double number)
{
    put_lead(out, (struct lead){.kind = (uint8_t)kind, .number = number});
}

static int digit_count(struct decimal number)
{
    int count = 0;
    for (rung_int128 units = decimal_trim(number).units; units != 0; units /= 10) count++;
    return count;
}

void typed_decimal(struct buf *out, enum cell_kind kind, struct decimal number)
{
    char digits[DECIMAL_TEXT_MAX];
    if (digit_count(number) <= DIGITS_MOST)
        typed_number(out, kind, decimal_to_double(number));
    else
        typed_text(out, (struct text){digits, decimal_format(number, digits)});
}

bool typed_take(struct text *tape, struct typed_cell *cell)
{
    struct lead lead;
    if (tape->len < sizeof lead) return false;
    memcpy(&lead, tape->ptr, sizeof lead);
    *cell = (struct typed_cell){.kind = lead.kind, .number = lead.number, .text = {tape->ptr + sizeof lead, lead.len}};
    tape->ptr += sizeof lead + lead.len;
    tape->len -= sizeof lead + lead.len;
    return true;
}
