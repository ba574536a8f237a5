#include "out/require_text.h"

#include "lua/words.h"
#include "program/expr.h"
#include "run/traits.h"

/* ---- names */

/* Of the first track that has it: its title says the same in the others. -1: none has. */
static int metric_of(const struct program *program, const struct name *name)
{
    const struct scorecard *scorecard = &program->scorecards[name->scorecard];
    int found = -1;
    for (size_t t = 0; found < 0 && t < scorecard->track_count; t++)
        found = program_metric(program, name->scorecard, t, text_of(name->metric));
    return found;
}

static void put_metric(const struct program *program, const struct name *name, struct buf *out)
{
    int metric = metric_of(program, name);
    const char *title = metric < 0 ? name->metric : program->metrics[metric].title;
    bool own = strcmp(title, name->metric) != 0; /* without one, the name in words */
    for (size_t i = 0; title[i]; i++) buf_char(out, title[i] == '_' && !own ? ' ' : title[i]);
}

/* "partner.executive_review" as "executive review". */
static void put_attribute(struct text text, struct buf *out)
{
    static const char table[] = "partner.";
    enum { TABLE_LEN = sizeof table - 1 };
    size_t from = text.len > TABLE_LEN && memcmp(text.ptr, table, TABLE_LEN) == 0 ? TABLE_LEN : 0;
    for (size_t i = from; i < text.len; i++) buf_char(out, text.ptr[i] == '_' ? ' ' : text.ptr[i]);
}

static void put_name(const struct program *program, const struct expr *expr, struct buf *out)
{
    const struct name *name = &program->names[expr->slot];
    const struct scorecard *scorecard = &program->scorecards[name->scorecard];
    switch (name->kind) {
    case NAME_VALUE: put_metric(program, name, out); break;
    case NAME_POINTS:
        buf_puts(out, "points of ");
        put_metric(program, name, out);
        break;
    case NAME_BLOCK: buf_printf(out, "score of %s", block_titles[name->index]); break;
    case NAME_CATEGORY: buf_printf(out, "score of %s", scorecard->categories[name->index].title); break;
    case NAME_SCORE: buf_puts(out, "score"); break;
    case NAME_TIER: buf_printf(out, "tier of %s", scorecard->title); break;
    case NAME_TRACK: buf_puts(out, "track"); break;
    case NAME_ATTRIBUTE: put_attribute(expr->text, out); break;
    }
}

static bool is_share(const struct run *run, const struct expr *expr)
{
    if (expr->op != EXPR_NAME) return false;
    const struct name *name = &run->program->names[expr->slot];
    int metric = name->kind == NAME_VALUE ? metric_of(run->program, name) : -1;
    return metric >= 0 && strcmp(metric_unit(run, (size_t)metric), "ratio") == 0;
}

/* ---- conditions */

static const char *compared(enum expr_op op)
{
    switch (op) {
    case EXPR_EQ: return "";
    case EXPR_NE: return "not ";
    case EXPR_LT: return "below ";
    case EXPR_LE: return "at most ";
    case EXPR_GT: return "above ";
    case EXPR_GE: return "at least ";
    default: return NULL;
    }
}

static void put_operand(const struct run *run, const struct expr *expr, bool share, struct buf *out)
{
    if (expr->op == EXPR_NAME)
        put_name(run->program, expr, out);
    else if (expr->op == EXPR_TEXT)
        buf_text(out, expr->literal.text);
    else if (expr->op != EXPR_NUMBER)
        buf_text(out, expr->text);
    else if (share)
        words_percent(expr->literal.number, out);
    else
        words_number(expr->literal.number, out);
}

/* That it holds, or does not. False: some of it has no words, and stands in brackets as it is written. */
static bool put_words(const struct run *run, const struct expr *expr, bool holds, struct buf *out);

static bool put_joined(const struct run *run, const struct expr *expr, const struct expr *part, struct buf *out)
{
    bool apart = expr->op == EXPR_AND && part->op == EXPR_OR;
    buf_puts(out, apart ? "(" : "");
    bool said = put_words(run, part, true, out);
    buf_puts(out, apart ? ")" : "");
    return said;
}

static bool put_both(const struct run *run, const struct expr *expr, struct buf *out)
{
    bool left = put_joined(run, expr, expr->args[0], out);
    buf_puts(out, expr->op == EXPR_AND ? ", and " : ", or ");
    return put_joined(run, expr, expr->args[1], out) && left;
}

/* "tier of Lines is premier or advanced" */
static void put_one_of(const struct run *run, const struct expr *expr, struct buf *out)
{
    put_operand(run, expr->args[0], false, out);
    for (size_t i = 1; i < expr->arg_count; i++) {
        buf_puts(out, i == 1 ? " is " : i + 1 == expr->arg_count ? " or " : ", ");
        put_operand(run, expr->args[i], false, out);
    }
}

/* Names and plain values can be said in words; days that were worked out, calls and sums cannot. */
static bool all_plain(const struct expr *expr)
{
    for (size_t i = 0; i < expr->arg_count; i++) {
        const struct expr *arg = expr->args[i];
        bool number = arg->op == EXPR_NUMBER && strspn(arg->text.ptr, "-.0123456789") > 0; /* and no day, which is a number too */
        if (arg->op != EXPR_NAME && arg->op != EXPR_TEXT && !number) return false;
    }
    return true;
}

static enum expr_op opposite(enum expr_op op)
{
    static const enum expr_op opposites[] = {
        [EXPR_EQ] = EXPR_NE, [EXPR_NE] = EXPR_EQ, [EXPR_LT] = EXPR_GE, [EXPR_LE] = EXPR_GT, [EXPR_GT] = EXPR_LE, [EXPR_GE] = EXPR_LT};
    return opposites[op];
}

static void put_comparison(const struct run *run, const struct expr *expr, bool holds, struct buf *out)
{
    put_operand(run, expr->args[0], false, out);
    buf_printf(out, " %s%s", expr->args[1]->op == EXPR_TEXT ? "is " : "", compared(holds ? expr->op : opposite(expr->op)));
    put_operand(run, expr->args[1], is_share(run, expr->args[0]), out);
}

static bool put_source(const struct expr *expr, struct buf *out)
{
    buf_printf(out, "a requirement of the program (%.*s)", TEXT_ARG(expr->text));
    return false;
}

static bool put_negated(const struct run *run, const struct expr *expr, bool holds, struct buf *out)
{
    size_t before = out->len;
    if (put_words(run, expr->args[0], !holds, out)) return true;
    out->len = before;
    return put_source(expr, out);
}

static bool put_words(const struct run *run, const struct expr *expr, bool holds, struct buf *out)
{
    if (expr->op == EXPR_NOT) return put_negated(run, expr, holds, out);
    if (holds && (expr->op == EXPR_AND || expr->op == EXPR_OR)) return put_both(run, expr, out);
    if (compared(expr->op) && all_plain(expr)) {
        put_comparison(run, expr, holds, out);
    } else if (holds && expr->op == EXPR_CALL && all_plain(expr) && strcmp(expr_function_name(expr), "oneof") == 0) {
        put_one_of(run, expr, out);
    } else if (expr->op == EXPR_NAME) {
        buf_puts(out, holds ? "" : "not ");
        put_name(run->program, expr, out);
    } else {
        return put_source(expr, out);
    }
    return true;
}

void require_text(const struct run *run, const struct expr *expr, struct buf *out)
{
    put_words(run, expr, true, out);
}

bool require_words(const struct run *run, const struct expr *expr, struct buf *out)
{
    size_t before = out->len;
    if (put_words(run, expr, true, out)) return true;
    out->len = before;
    return false;
}
