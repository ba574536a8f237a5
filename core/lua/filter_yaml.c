#include <string.h>

#include "base/suggest.h"
#include "lua/argument.h"
#include "lua/binder.h"
#include "lua/meant.h"

/* A filter param: {stage: won, amount: {min: 1000}, csat: any, product: [a, b], closed_on: period, region: {is_not: emea}}. */

enum { BOUNDS = 7 };
static const char *const bound_names[BOUNDS] = {"min", "from", "above", "max", "to", "below", "is_not"};

struct term_reader {
    const struct binder *binder;
    const struct table_spec *table;
    const struct column_spec *column;
};

static void complain(const struct term_reader *reader, const struct node *node, const char *wanted)
{
    struct buf meant = {.ceiling = 200};
    const char *cure =
        reader->column->type == COLUMN_DATE ? arena_printf(reader->binder->arena, "a date is 2026-01-31; or %s", window_cure) : NULL;
    if (node->kind == NODE_SCALAR) meant_condition(reader->column->type, node->scalar, MEANT_IN_YAML, &meant);
    if (meant.len) cure = arena_string(reader->binder->arena, buf_view(&meant));
    buf_release(&meant);
    if (node->kind == NODE_SCALAR)
        binder_problem(reader->binder, node->at, cure, "%s is a %s column: it is compared with %s, not with \"%.*s\"", reader->column->name,
                       column_type_names[reader->column->type], wanted, TEXT_ARG(node->scalar));
    else
        binder_problem(reader->binder, node->at, NULL, "%s is compared with %s, not with %s", reader->column->name, wanted,
                       node_kind_name(node));
}

/* ---- operands */

static bool read_number(struct text text, enum column_type type, struct operand *out)
{
    bool percent = text.len > 1 && text.ptr[text.len - 1] == '%' && (type == COLUMN_PERCENT || type == COLUMN_RATE);
    if (percent) text = text_trim((struct text){text.ptr, text.len - 1});
    out->kind = OPERAND_NUMBER;
    if (!decimal_parse(text, &out->number)) return false;
    if (percent && type == COLUMN_RATE && !decimal_multiply(out->number, decimal_of(1, 2), &out->number)) return false;
    out->real = decimal_to_double(out->number);
    return true;
}

static bool read_operand(const struct term_reader *reader, const struct node *node, struct operand *out)
{
    enum column_type type = reader->column->type;
    *out = (struct operand){.text = node->scalar};
    if (node->kind != NODE_SCALAR) return false;
    switch (type) {
    case COLUMN_TEXT: out->kind = OPERAND_TEXT; return true;
    case COLUMN_DATE: out->kind = OPERAND_DATE; return date_parse(node->scalar, &out->day);
    case COLUMN_YESNO:
        out->kind = OPERAND_YESNO;
        out->yes = text_is(node->scalar, "yes") || text_is(node->scalar, "true");
        return out->yes || text_is(node->scalar, "no") || text_is(node->scalar, "false");
    default: return read_number(node->scalar, type, out);
    }
}

/* won or lost */
static const char *several_cure(struct text said)
{
    bool joined = memmem(said.ptr, said.len, " or ", 4) || memmem(said.ptr, said.len, " and ", 5) || memchr(said.ptr, '/', said.len);
    return joined ? "several values stand in brackets, with commas between them, as in [won, lost]" : NULL;
}

static bool checked_operand(const struct term_reader *reader, const struct node *node, struct operand *out)
{
    const struct column_spec *column = reader->column;
    const struct operand *culprit;
    struct test test = {.kind = TEST_ONE_OF, .values = out, .count = 1};
    if (!read_operand(reader, node, out)) {
        complain(reader, node, operand_wanted(column->type));
        return false;
    }
    if (test_check(&test, column, &culprit) != TEST_NOT_ALLOWED) {
        const struct table_spec *table = reader->table;
        if (out->kind == OPERAND_TEXT)
            binder_expect(reader->binder, (size_t)(table - reader->binder->program->tables), (size_t)(column - table->columns), out->text,
                          node->at);
        return true;
    }
    binder_problem(reader->binder, node->at,
                   binder_near(reader->binder, node->scalar, column->allowed, column->allowed_count, several_cure(node->scalar)),
                   "%s never holds \"%.*s\"", column->name, TEXT_ARG(node->scalar));
    return false;
}

/* ---- forms of a condition */

static bool read_values(const struct term_reader *reader, struct node *const *nodes, size_t count, struct test *test)
{
    struct operand *values = arena_array(reader->binder->arena, count + 1, sizeof *values);
    if (!values) return false;
    for (size_t i = 0; i < count; i++) checked_operand(reader, nodes[i], &values[i]);
    *test = (struct test){.kind = TEST_ONE_OF, .values = values, .count = count};
    return true;
}

static bool read_window(const struct term_reader *reader, const struct node *node, struct test *test)
{
    struct span span;
    int32_t day;
    if (reader->column->type != COLUMN_DATE || date_parse(node->scalar, &day) || !binder_window(reader->binder, node->scalar, &span))
        return false;
    *test = (struct test){.kind = TEST_BETWEEN,
                          .low = {.given = true, .at = {.kind = OPERAND_DATE, .day = span.from}},
                          .high = {.given = true, .at = {.kind = OPERAND_DATE, .day = span.to}}};
    return true;
}

static bool read_plain(const struct term_reader *reader, struct node *node, struct test *test)
{
    bool word = node->kind == NODE_SCALAR && !node->quoted;
    if (word && (text_is(node->scalar, "any") || text_is(node->scalar, "none"))) {
        *test = (struct test){.kind = TEST_EMPTY, .negated = text_is(node->scalar, "any")};
        return true;
    }
    if (node->kind == NODE_LIST) return read_values(reader, node->items, node->count, test);
    if (node->kind == NODE_SCALAR && read_window(reader, node, test)) return true;
    return read_values(reader, &node, 1, test);
}

static bool read_bounds(const struct term_reader *reader, const struct node *node, struct test *test)
{
    enum column_type type = reader->column->type;
    *test = (struct test){.kind = TEST_BETWEEN};
    for (size_t i = 0; i < node->count; i++) {
        size_t which = 0;
        while (which < BOUNDS && !text_is(node->keys[i], bound_names[which])) which++;
        if (which >= BOUNDS - 1) {
            binder_problem(reader->binder, node->key_at[i],
                           binder_near(reader->binder, node->keys[i], bound_names, BOUNDS, "min, max, above, below, from, to or is_not"),
                           "a condition on %s knows no \"%.*s\"", reader->column->name, TEXT_ARG(node->keys[i]));
            continue;
        }
        if (type == COLUMN_TEXT || type == COLUMN_YESNO) {
            binder_problem(reader->binder, node->key_at[i], "name the values, or write {is_not: ...}",
                           "%s is a %s column: it has no least and greatest values", reader->column->name, column_type_names[type]);
            continue;
        }
        struct bound *bound = which < 3 ? &test->low : &test->high;
        bound->given = true;
        bound->open = which % 3 == 2;
        checked_operand(reader, node->items[i], &bound->at);
    }
    return true;
}

static bool read_test(const struct term_reader *reader, struct node *node, struct test *test)
{
    const struct node *other = node_get(node, "is_not");
    if (node->kind != NODE_MAP) return read_plain(reader, node, test);
    if (!other || node->count != 1) return read_bounds(reader, node, test);
    if (!read_plain(reader, node->items[0], test)) return false;
    test->negated = !test->negated;
    return true;
}

/* {stage:won} */
static const char *blank_cure(const struct binder *binder, struct text key, const char *colon)
{
    return arena_printf(binder->arena, "write a blank after the colon: %.*s: %.*s", (int)(colon - key.ptr), key.ptr,
                        (int)(key.ptr + key.len - colon - 1), colon + 1);
}

bool filter_bind(const struct binder *binder, const struct node *node, struct argument *argument)
{
    struct term_reader reader = {.binder = binder, .table = &binder->program->tables[argument->table]};
    argument->terms = arena_array(binder->arena, node->count + 1, sizeof *argument->terms);
    if (!argument->terms) return false;
    for (size_t i = 0; i < node->count; i++) {
        struct filter_term *term = &argument->terms[argument->term_count];
        int column = table_column(reader.table, node->keys[i]);
        if (column < 0) {
            const char *const *names = table_column_names(reader.table, binder->arena);
            if (!names) return false;
            const char *colon = memchr(node->keys[i].ptr, ':', node->keys[i].len);
            const char *otherwise = colon ? blank_cure(binder, node->keys[i], colon)
                                    : memchr(node->keys[i].ptr, '=', node->keys[i].len)
                                        ? "write a colon and a blank in place of =, as in stage: won"
                                        : "declare it under columns of this table";
            binder_problem(binder, node->key_at[i], binder_near(binder, node->keys[i], names, reader.table->column_count, otherwise),
                           "table %s has no column \"%.*s\"", reader.table->name, TEXT_ARG(node->keys[i]));
            continue;
        }
        reader.column = &reader.table->columns[column];
        term->column = (size_t)column;
        binder_read(binder, argument->table, (size_t)column);
        if (!read_test(&reader, node->items[i], &term->test)) return false;
        argument->term_count++;
    }
    return true;
}
