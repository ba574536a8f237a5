#include <math.h>
#include <string.h>

#include "base/number.h"
#include "program/load.h"

static const char *const paces[] = {"at once", "one step", "never"};
static const struct choices pace_choices = {paces, 3};

/* "2 periods", "1 period" or 2. */
static void read_after(struct load *load, const struct node *node, const struct row *row, void *to)
{
    if (!load_scalar(load, node, row)) return;
    struct text text = node->scalar;
    const char *space = memchr(text.ptr, ' ', text.len);
    struct text unit = space ? text_trim((struct text){space, (size_t)(text.ptr + text.len - space)}) : (struct text){NULL, 0};
    double number;
    if (space) text.len = (size_t)(space - text.ptr);
    bool known = !space || text_is(unit, "period") || text_is(unit, "periods");
    if (known && number_parse(text, &number) && number == floor(number) && number >= 1 && number <= 100)
        *(int *)to = (int)number;
    else
        load_error(load, node->at, "write 1 period or 2 periods", "after: \"%.*s\" is not a number of periods", TEXT_ARG(node->scalar));
}

static void read_below(struct load *load, const struct node *node, const struct row *row, void *to)
{
    type_column.read(load, node, row, to);
}

static const struct row_type type_after = {"number of periods", "2 periods", read_after};
static const struct row_type type_below = {"partner column", "periods_below", read_below};

static const struct row demote_rows[] = {
    {"after", &type_after, offsetof(struct movement, after), true, NULL, NULL, "periods below the tier in a row before a partner loses it"},
    {"below", &type_below, offsetof(struct movement, below_column), true, NULL, NULL, "the partner column with the periods below so far"},
};
const struct form demote_form = {"demote", demote_rows, 2, "Grace: a partner keeps its tier for some periods.",
                                 "demote: {after: 2 periods, below: periods_below}\n"};

static void read_demote(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct movement *movement = to;
    if (node->kind != NODE_MAP) {
        type_choice.read(load, node, &(struct row){.key = row->key, .type = &type_choice, .extra = &pace_choices}, &movement->demote);
        return;
    }
    movement->demote = MOVE_AFTER;
    form_read(load, &demote_form, node, node->at, movement);
}

static const struct row_type type_demote = {"at once, one step, never or {after: periods}", "at once", read_demote};

static const struct row movement_rows[] = {
    {"promote", &type_choice, offsetof(struct movement, promote), false, "at once", &pace_choices, "how fast a partner rises"},
    {"demote", &type_demote, 0, false, "at once", NULL, "how fast a partner falls"},
};
const struct form movement_form = {"movement", movement_rows, 2,
                                   "From the tier of the last period (prior of a scorecard) to the one earned now.",
                                   "movement: {promote: one step, demote: {after: 2 periods, below: periods_below}}\n"};

static void read_movement(struct load *load, const struct node *node, const struct row *row, void *to)
{
    (void)row;
    form_read(load, &movement_form, node, node->at, to);
}

const struct row_type type_movement = {"mapping", "{promote: at once}", read_movement};
