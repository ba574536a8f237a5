#include "out/next_text.h"

#include <math.h>

#include "base/number.h"
#include "out/require_text.h"

/* As it is now: six digits tell it, and cents in any case. */
static void put_rounded(struct buf *out, double number)
{
    enum { DIGITS = 6, PLACES = 2 };
    char text[NUMBER_TEXT_MAX];
    int whole = number == 0 ? 0 : (int)floor(log10(fabs(number))) + 1;
    number_format(number_round(number, DIGITS - whole > PLACES ? DIGITS - whole : PLACES), text);
    buf_puts(out, text);
}

static void put_number(struct buf *out, double number)
{
    char text[NUMBER_TEXT_MAX];
    number_format(number, text);
    buf_puts(out, text);
}

/* ---- what is missing */

static struct value now(const struct card_reader *reader, const struct expr *expr)
{
    return card_eval(expr, &reader->card, reader->run->program, &reader->subject);
}

/* The line ends and indents of program.yaml mean nothing here. */
static void put_source(struct buf *out, struct text text)
{
    bool blank = false;
    for (size_t i = 0; i < text.len; i++) {
        bool space = text.ptr[i] == ' ' || text.ptr[i] == '\n' || text.ptr[i] == '\t' || text.ptr[i] == '\r';
        if (!space || !blank) buf_char(out, space ? ' ' : text.ptr[i]);
        blank = space;
    }
}

static const char *word_of(enum expr_op op)
{
    switch (op) {
    case EXPR_LT: return ", below ";
    case EXPR_LE: return ", at most ";
    case EXPR_GT: return ", above ";
    case EXPR_NE: return ", other than ";
    default: return " of ";
    }
}

static bool compares(enum expr_op op)
{
    return op >= EXPR_EQ && op <= EXPR_GE;
}

/* "certified_people 2 of 4". False: it is no comparison with a number that is known. */
static bool put_comparison(struct buf *out, const struct card_reader *reader, const struct expr *expr)
{
    struct value needed = compares(expr->op) ? now(reader, expr->args[1]) : (struct value){.kind = VALUE_NONE};
    if (needed.kind != VALUE_NUMBER || expr->args[0]->kind != VALUE_NUMBER || expr->args[0]->op == EXPR_NUMBER) return false;
    struct value value = now(reader, expr->args[0]);
    put_source(out, expr->args[0]->text);
    buf_char(out, ' ');
    if (value.kind == VALUE_NUMBER)
        put_rounded(out, value.number);
    else
        buf_puts(out, "not known");
    buf_puts(out, word_of(expr->op));
    put_number(out, needed.number);
    return true;
}

/* The parts that do not hold, with a word between them. */
static void put_lacks(struct buf *out, const struct card_reader *reader, const struct expr *expr, const char *between);

static void put_lack(struct buf *out, const struct card_reader *reader, const struct expr *expr)
{
    if (put_comparison(out, reader, expr)) return;
    if (expr->op == EXPR_OR) {
        put_lacks(out, reader, expr->args[0], " and ");
        buf_puts(out, " or ");
        put_lacks(out, reader, expr->args[1], " and ");
        return;
    }
    size_t before = out->len;
    buf_puts(out, "needed: ");
    if (require_words(reader->run, expr, out)) return;
    out->len = before;
    put_source(out, expr->text);
    buf_puts(out, " does not hold");
}

static void put_lacks(struct buf *out, const struct card_reader *reader, const struct expr *expr, const char *between)
{
    if (expr->op != EXPR_AND) {
        put_lack(out, reader, expr);
        return;
    }
    bool left = !value_holds(now(reader, expr->args[0])), right = !value_holds(now(reader, expr->args[1]));
    if (left) put_lacks(out, reader, expr->args[0], between);
    if (left && right) buf_puts(out, between);
    if (right) put_lacks(out, reader, expr->args[1], between);
}

static void part(struct buf *out, size_t start)
{
    if (out->len > start) buf_puts(out, "; ");
}

void put_next_held_back(struct buf *out, const struct card_reader *reader, size_t scorecard, const struct next *next)
{
    const struct tier *tiers = reader->run->program->scorecards[scorecard].tiers;
    buf_puts(out, "then ");
    buf_puts(out, next->given < 0 ? "no tier" : tiers[next->given].name);
    buf_puts(out, " at first (");
    buf_puts(out, movement_names[next->movement]);
    buf_char(out, ')');
}

void put_next_missing(struct buf *out, const struct card_reader *reader, size_t scorecard, const struct next *next)
{
    const struct tier *tier = &reader->run->program->scorecards[scorecard].tiers[next->tier];
    size_t start = out->len;
    if (isnan(next->score_short)) {
        buf_printf(out, "no score is set for %s of this partner", tier->name);
    } else if (next->score_short > 0) {
        buf_puts(out, "score ");
        put_number(out, next->score_short);
        buf_puts(out, " short");
    }
    if (tier->require && !value_holds(now(reader, tier->require))) {
        part(out, start);
        put_lacks(out, reader, tier->require, "; ");
    }
    if (!next->held_back) return;
    part(out, start);
    put_next_held_back(out, reader, scorecard, next);
}

/* ---- ways */

static void put_metric_name(struct buf *out, const struct program *program, size_t scorecard, size_t metric)
{
    const struct metric *own = &program->metrics[metric];
    if (own->scorecard != scorecard) {
        buf_puts(out, program->scorecards[own->scorecard].name);
        buf_char(out, '.');
    }
    buf_puts(out, own->name);
}

void put_next_way(struct buf *out, const struct card_reader *reader, size_t scorecard, const struct next_way *way)
{
    for (size_t i = 0; i < way->count; i++) {
        const struct next_step *step = &way->steps[i];
        buf_puts(out, i == 0 ? "" : " and ");
        put_metric_name(out, reader->run->program, scorecard, step->metric);
        buf_char(out, ' ');
        if (step->known)
            put_rounded(out, step->from);
        else
            buf_puts(out, "not known");
        buf_puts(out, " -> ");
        put_number(out, step->to);
    }
}

void put_next_ways(struct buf *out, const struct card_reader *reader, size_t scorecard, const struct next *next)
{
    for (size_t i = 0; i < next->way_count; i++) {
        buf_puts(out, i == 0 ? "" : " | ");
        put_next_way(out, reader, scorecard, &next->ways[i]);
    }
    if (next->way_count > 0) return;
    if (next->rests || isnan(next->most)) {
        buf_puts(out, "none by metrics alone");
    } else {
        buf_puts(out, "none: score ");
        put_rounded(out, next->most);
        buf_puts(out, " with every metric at its best");
    }
}
