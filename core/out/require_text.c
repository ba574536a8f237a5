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
    case NAME_ATTRIBUTE: buf_text(out, expr->text); break;
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

static void put_joined(const struct run *run, const struct expr *expr, const struct expr *part, struct buf *out)
{
    bool apart = expr->op == EXPR_AND && part->op == EXPR_OR;
    buf_puts(out, apart ? "(" : "");
    require_text(run, part, out);
    buf_puts(out, apart ? ")" : "");
}

void require_text(const struct run *run, const struct expr *expr, struct buf *out)
{
    const char *how = compared(expr->op);
    if (how) {
        put_operand(run, expr->args[0], false, out);
        buf_printf(out, " %s", how);
        put_operand(run, expr->args[1], is_share(run, expr->args[0]), out);
    } else if (expr->op == EXPR_AND || expr->op == EXPR_OR) {
        put_joined(run, expr, expr->args[0], out);
        buf_puts(out, expr->op == EXPR_AND ? ", and " : ", or ");
        put_joined(run, expr, expr->args[1], out);
    } else {
        buf_text(out, expr->text);
    }
}
