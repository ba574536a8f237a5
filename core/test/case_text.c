#include "test/case_text.h"

#include "base/number.h"

enum { ROWS_SHOWN = 20, CELL_WIDTH = 40, COLUMNS_SHOWN = 24 };

/* ---- expected and got */

static void put_number(struct buf *out, enum case_wish kind, double number, struct decimal exact)
{
    char text[DECIMAL_TEXT_MAX + NUMBER_TEXT_MAX];
    if (kind == WISH_MARGIN || kind == WISH_AMOUNT)
        decimal_format(decimal_trim(exact), text);
    else if (kind == WISH_VALUE)
        number_format(number, text);
    else
        return;
    buf_printf(out, " %s", text);
}

void case_text_expected(struct buf *out, const struct plugin_case *one)
{
    buf_puts(out, case_wish_names[one->wish]);
    put_number(out, one->wish, one->number.value.number, case_wanted_exactly(one));
    if (one->wish == WISH_ERROR) buf_printf(out, " with \"%.*s\"", TEXT_ARG(one->part));
    if (one->has_reason) buf_printf(out, ", \"%.*s\"", TEXT_ARG(one->reason));
}

void case_text_got(struct buf *out, const struct case_outcome *outcome)
{
    buf_puts(out, case_wish_names[outcome->kind]);
    put_number(out, outcome->kind, outcome->number, outcome->exact);
    if (outcome->kind != WISH_ERROR && outcome->said.len) buf_printf(out, ", \"%.*s\"", TEXT_ARG(outcome->said));
}

/* ---- what went in */

static const struct node *value_of(const struct node *map, struct text key)
{
    for (size_t i = 0; map && map->kind == NODE_MAP && i < map->count; i++)
        if (text_equal(map->keys[i], key)) return map->items[i];
    return NULL;
}

/* As YAML on one line. */
static void put_flow(struct buf *out, const struct node *node)
{
    if (node->kind == NODE_SCALAR) {
        buf_printf(out, node->quoted ? "\"%.*s\"" : "%.*s", TEXT_ARG(node->scalar));
        return;
    }
    buf_char(out, node->kind == NODE_MAP ? '{' : '[');
    for (size_t i = 0; i < node->count; i++) {
        if (i > 0) buf_puts(out, ", ");
        if (node->kind == NODE_MAP) buf_printf(out, "%.*s: ", TEXT_ARG(node->keys[i]));
        put_flow(out, node->items[i]);
    }
    buf_char(out, node->kind == NODE_MAP ? '}' : ']');
}

static bool has_entries(const struct node *map)
{
    return map && map->kind == NODE_MAP && map->count > 0;
}

/* The pairs of both, those of `over` in the place of those that both have. */
static void put_pairs(struct buf *out, const char *title, const struct node *map, const struct node *over)
{
    const struct node *maps[] = {map, over};
    size_t count = 0;
    for (size_t m = 0; m < 2; m++) {
        for (size_t i = 0; has_entries(maps[m]) && i < maps[m]->count; i++) {
            if (m == 0 ? value_of(over, maps[0]->keys[i]) != NULL : case_nothing(maps[1]->items[i])) continue;
            buf_printf(out, "%s%.*s: ", count++ ? ", " : title, TEXT_ARG(maps[m]->keys[i]));
            put_flow(out, maps[m]->items[i]);
        }
    }
    if (count) buf_char(out, '\n');
}

static struct text cell_text(const struct node *row, size_t column)
{
    return column < row->count ? row->items[column]->scalar : (struct text){"", 0};
}

static size_t column_width(const struct node *columns, const struct node *rows, size_t column)
{
    size_t width = text_columns(columns->keys[column]);
    for (size_t r = 0; r < rows->count && r < ROWS_SHOWN; r++) {
        size_t cell = text_columns(cell_text(rows->items[r], column));
        if (cell > width) width = cell;
    }
    return width < CELL_WIDTH ? width : CELL_WIDTH;
}

/* Padded to the width of its column, unless it is the last one; what is wider is cut. */
static void put_cell(struct buf *out, struct text cell, size_t width, bool last)
{
    size_t columns = text_columns(cell), taken = 0;
    while (columns > width && taken < cell.len) {
        uint32_t code;
        size_t size = text_character((struct text){cell.ptr + taken, cell.len - taken}, &code);
        if (text_columns((struct text){cell.ptr, taken + size}) + 3 > width) break;
        taken += size;
    }
    if (columns > width) {
        buf_printf(out, "%.*s...", (int)taken, cell.ptr);
        columns = text_columns((struct text){cell.ptr, taken}) + 3;
    } else {
        buf_text(out, cell);
    }
    if (!last) buf_printf(out, "%*s", (int)(columns < width ? width - columns : 0) + 2, "");
}

/* With what the rule made of the row behind it, where that is known. */
static void put_row(struct buf *out, const struct node *columns, const struct node *row, const size_t *widths, size_t count,
                    struct text counted)
{
    buf_puts(out, "  ");
    for (size_t c = 0; c < count; c++)
        put_cell(out, row ? cell_text(row, c) : columns->keys[c], widths[c], c + 1 == count && counted.len == 0);
    buf_text(out, counted);
    buf_char(out, '\n');
}

/* "" where the rule did not look at the row, or no row of the table. */
static struct text counted_of(const struct case_outcome *outcome, struct text table, size_t row)
{
    for (size_t i = 0; i < outcome->row_count; i++)
        if (outcome->rows[i].row == row && text_is(table, outcome->rows[i].table)) return outcome->rows[i].counted;
    return (struct text){"", 0};
}

static bool looked_at(const struct case_outcome *outcome, struct text table)
{
    for (size_t i = 0; i < outcome->row_count; i++)
        if (text_is(table, outcome->rows[i].table)) return true;
    return false;
}

static void put_rows(struct buf *out, struct text table, const struct node *columns, const struct node *rows,
                     const struct case_outcome *outcome)
{
    size_t widths[COLUMNS_SHOWN], count = columns->count < COLUMNS_SHOWN ? columns->count : COLUMNS_SHOWN;
    buf_printf(out, "rows of %.*s:%s\n", TEXT_ARG(table), rows && rows->count ? "" : " none");
    if (!rows || rows->count == 0) return;
    for (size_t c = 0; c < count; c++) widths[c] = column_width(columns, rows, c);
    put_row(out, columns, NULL, widths, count, text_of(looked_at(outcome, table) ? "counted" : ""));
    for (size_t r = 0; r < rows->count && r < ROWS_SHOWN; r++)
        put_row(out, columns, rows->items[r], widths, count, counted_of(outcome, table, r));
    if (rows->count > ROWS_SHOWN) buf_printf(out, "  ... and %zu more\n", rows->count - ROWS_SHOWN);
}

static void put_scalar(struct buf *out, const char *title, const struct node *scalar)
{
    if (scalar && scalar->kind == NODE_SCALAR) buf_printf(out, "%s%.*s\n", title, TEXT_ARG(scalar->scalar));
}

void case_text_input(struct buf *out, const struct case_file *file, const struct plugin_case *one, const struct case_outcome *outcome)
{
    const struct node *period = node_get(one->node, "period"), *tables = node_get(file->root, "tables"),
                      *rows = node_get(one->node, "rows");
    put_scalar(out, "period:   ", period ? period : node_get(file->root, "period"));
    put_pairs(out, "params:   ", node_get(file->root, "params"), node_get(one->node, "params"));
    put_pairs(out, "partner:  ", NULL, node_get(one->node, "partner"));
    put_pairs(out, "metrics:  ", NULL, node_get(one->node, "metrics"));
    put_pairs(out, "points:   ", NULL, node_get(one->node, "points"));
    put_scalar(out, "tier:     ", node_get(one->node, "tier"));
    put_scalar(out, "score:    ", node_get(one->node, "score"));
    put_pairs(out, "blocks:   ", NULL, node_get(one->node, "blocks"));
    for (size_t i = 0; has_entries(tables) && i < tables->count; i++)
        if (has_entries(tables->items[i])) put_rows(out, tables->keys[i], tables->items[i], value_of(rows, tables->keys[i]), outcome);
}
