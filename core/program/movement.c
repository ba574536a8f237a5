#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/number.h"
#include "program/load.h"

/* ---- after: so many periods in a row */

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

static void read_so_far(struct load *load, const struct node *node, const struct row *row, void *to)
{
    int *column = to;
    type_column.read(load, node, row, column);
    load_check_column(load, *column, row->key, false, node->at);
}

static const struct row_type type_after = {"number of periods", "2 periods", read_after, "periods"};
static const struct row_type type_below = {"partner column", "periods_below", read_so_far, "text"};
static const struct row_type type_above = {"partner column", "periods_above", read_so_far, "text"};

static const struct row promote_rows[] = {
    {"after", &type_after, offsetof(struct move, after), true, NULL, NULL,
     "a partner rises once it earned more than its tier in so many periods in a row, this one included"},
    {"above", &type_above, offsetof(struct move, so_far), false, NULL, NULL,
     "the partner column with the periods above its tier up to the last one; where not given, the history tells"},
};
const struct form promote_form = {"promote", promote_rows, 2, "A higher tier has to be sustained.",
                                  "promote: {after: 2 periods, above: periods_above}\n"};

static const struct row demote_rows[] = {
    {"after", &type_after, offsetof(struct move, after), true, NULL, NULL, "periods below the tier in a row before a partner loses it"},
    {"below", &type_below, offsetof(struct move, so_far), false, NULL, NULL,
     "the partner column with the periods below so far; where not given, the history tells"},
};
const struct form demote_form = {"demote", demote_rows, 2, "Grace: a partner keeps its tier for some periods.",
                                 "demote: {after: 2 periods, below: periods_below}\n"};

/* ---- promote and demote */

static const char *const paces[] = {"at once", "one step", "never", "pending"};
static const struct choices pace_choices = {paces, sizeof paces / sizeof *paces};

static void read_pace(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct move *move = to;
    if (node->kind != NODE_MAP) {
        type_choice.read(load, node, &(struct row){.key = row->key, .type = &type_choice, .extra = &pace_choices}, &move->pace);
        return;
    }
    move->pace = MOVE_AFTER;
    form_read(load, row->extra, node, node->at, move);
}

static const struct row_type type_pace = {"at once, one step, never, pending or {after: periods}", "at once", read_pace,
                                          "'at once' | 'one step' | 'never' | 'pending' | ."};

/* ---- the months in which partners move */

/* 9, Sep or September; 0: none. */
static int month_of(struct text text)
{
    static const char *const names[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};
    double number;
    if (number_parse(text, &number)) return number == floor(number) && number >= 1 && number <= 12 ? (int)number : 0;
    for (int i = 0; i < 12; i++)
        if ((text.len == 3 || text.len == strlen(names[i])) && strncasecmp(text.ptr, names[i], text.len) == 0) return i + 1;
    return 0;
}

/* What is kept is whether the period ends in none of them. */
static void read_months(struct load *load, const struct node *node, const struct row *row, void *to)
{
    bool *closed = to;
    int ends = date_civil(load->program->period.to).month;
    size_t count = node->kind == NODE_LIST ? node->count : 1;
    *closed = true;
    if (count == 0) load_error(load, node->at, "name months, as in [March, September], or take it away", "%s is empty", row->key);
    for (size_t i = 0; i < count; i++) {
        const struct node *item = node->kind == NODE_LIST ? node->items[i] : node;
        if (!load_scalar(load, item, row)) return;
        int month = month_of(item->scalar);
        if (month == ends) *closed = false;
        if (month == 0)
            load_error(load, item->at, "write months as 1 to 12 or by their names, as in [March, September]", "%s: \"%.*s\" is no month",
                       row->key, TEXT_ARG(item->scalar));
    }
}

static const struct row_type type_months = {"month or list of months", "[March, September]", read_months, "month | [month]"};

/* ---- at_least */

static void read_at_least(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct movement *movement = to;
    size_t count = node->kind == NODE_LIST ? node->count : 1;
    int *columns = load_array(load, count, sizeof *columns);
    for (size_t i = 0; columns && i < count; i++) {
        const struct node *item = node->kind == NODE_LIST ? node->items[i] : node;
        int column = load_column(load, item);
        load_check_column(load, column, row->key, true, item->at);
        if (column >= 0) columns[movement->at_least_count++] = column;
    }
    movement->at_least = columns;
}

static const struct row_type type_at_least = {"partner column or list of them", "migrated_tier", read_at_least, "text | [text]"};

/* ---- movement */

#define TO(member) offsetof(struct movement, member)
static const struct row movement_rows[] = {
    {"promote", &type_pace, TO(promote), false, "at once", &promote_form,
     "how fast a partner rises; pending: it keeps its tier until a waiver approves the higher one"},
    {"demote", &type_pace, TO(demote), false, "at once", &demote_form,
     "how fast a partner falls; pending: it keeps its tier until a waiver approves the lower one"},
    {"promote_in", &type_months, TO(promote.closed), false, NULL, NULL,
     "partners rise only in periods that end in one of these months; in any where not given"},
    {"demote_in", &type_months, TO(demote.closed), false, NULL, NULL,
     "partners fall only in periods that end in one of these months; in any where not given"},
    {"at_least", &type_at_least, 0, false, NULL, NULL, "partner columns with a tier: a partner's tier is never below any of them"},
};
const struct form movement_form = {
    "movement", movement_rows, sizeof movement_rows / sizeof *movement_rows,
    "From the tier of the last period (prior of a scorecard) to the one earned now. A scorecard may have a movement of its own, which "
    "stands for the program's as a whole.",
    "movement: {promote: one step, demote: {after: 2 periods, below: periods_below}, demote_in: [June, December]}\n"};

static void read_movement(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct movement *movement = to;
    (void)row;
    movement->promote.so_far = movement->demote.so_far = -1;
    form_read(load, &movement_form, node, node->at, movement);
}

static void read_own_movement(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct movement *movement = load_array(load, 1, sizeof *movement);
    if (!movement) return;
    read_movement(load, node, row, movement);
    *(const struct movement **)to = movement;
}

const struct row_type type_movement = {"mapping", "{promote: at once}", read_movement, "movement"};
const struct row_type type_own_movement = {"mapping", "{promote: at once}", read_own_movement, "movement"};

/* ---- what can only be seen when all is read */

/* What counts periods in a row must be told of the earlier ones. */
static void check_so_far(struct load *load, const struct move *move, const char *way, const char *key, const struct node *movement)
{
    const struct node *node = node_get(movement, way);
    if (!node || move->pace != MOVE_AFTER || move->so_far >= 0 || load->program->history || node_get(node, key)) return;
    load_cure(load, load_error(load, node->at, NULL, "%s needs the key %s", way, key),
              "add %s: periods_%s, or keep a history: history.sqlite at the top", key, key);
}

/* A tier to begin with is needed by all but at_least. The program's movement may wait until those of all scorecards have ended. */
static void warn_useless(struct load *load, const struct movement *movement, struct place at)
{
    const struct program *program = load->program;
    bool used = false;
    if (program->history) return;
    for (size_t s = 0; s < program->scorecard_count; s++) {
        if (program->scorecards[s].movement != movement) continue;
        if (program->scorecards[s].prior >= 0 || movement->at_least_count > 0) return;
        used = true;
    }
    if (!used) return;
    load_warning(load, at, "add prior: <the partner column with the last tier> to the scorecard, or history: history.sqlite",
                 "movement has no effect: no scorecard that it holds for knows the tier of the last period");
}

/* Months in which nothing can happen. */
static void check_months(struct load *load, const struct move *move, const char *way, const char *key, const struct node *movement)
{
    const struct node *node = node_get(movement, key);
    if (node && move->pace == MOVE_NEVER)
        load_cure(load, load_error(load, node->at, NULL, "%s has no effect beside %s: never", key, way), "take one of the two away");
}

static void check_movement(struct load *load, const struct movement *movement, const struct node *node)
{
    if (!node) return;
    check_so_far(load, &movement->promote, "promote", "above", node);
    check_so_far(load, &movement->demote, "demote", "below", node);
    check_months(load, &movement->promote, "promote", "promote_in", node);
    check_months(load, &movement->demote, "demote", "demote_in", node);
    warn_useless(load, movement, node->at);
}

void load_check_movement(struct load *load, const struct node *root)
{
    const struct program *program = load->program;
    check_movement(load, &program->movement, node_get(root, "movement"));
    for (size_t s = 0; s < program->scorecard_count; s++)
        check_movement(load, program->scorecards[s].movement, node_get(load->scorecard_nodes[s], "movement"));
}
