#include "test/table_diff.h"

#include <stdlib.h>

#include "data/grid.h"

enum { SHOWN = 20, KEYS_MAX = 6, CELL_SHOWN = 100 };

/* What a row is about. */
static const struct row_key {
    const char *file;
    const char *columns[KEYS_MAX];
} row_keys[] = {
    {"scorecards.csv", {"partner", "scorecard"}},  {"metrics.csv", {"partner", "scorecard", "metric"}},
    {"awards.csv", {"partner", "incentive"}},      {"margins.csv", {"partner"}},
    {"payouts.csv", {"partner", "kind", "title"}}, {"problems.csv", {"file", "line", "column", "partner", "subject"}},
};

struct keyed_row {
    const struct grid_row *row;
    struct text key; /* "partner acorn, metric revenue" */
    struct keyed_row *match;
};

struct side {
    struct grid grid;
    struct keyed_row *rows; /* grid.count */
};

struct diff {
    struct side expected, got;
    struct buf *out;
    struct arena *arena;
    size_t count;
};

/* ---- rows that belong together */

static bool read_side(struct side *side, struct text bytes, const struct row_key *key, struct arena *arena)
{
    struct buf text = {0};
    bool good = grid_read(&side->grid, bytes, ',', arena);
    side->rows = good ? arena_array(arena, side->grid.count + 1, sizeof *side->rows) : NULL;
    for (size_t r = 0; side->rows && r < side->grid.count; r++) {
        const struct grid_row *row = &side->grid.rows[r];
        buf_clear(&text);
        for (size_t k = 0; key && k < KEYS_MAX && key->columns[k]; k++) {
            struct text cell = grid_cell(row, grid_column(&side->grid, text_of(key->columns[k])));
            if (cell.len) buf_printf(&text, "%s%s %.*s", text.len ? ", " : "", key->columns[k], TEXT_ARG(cell));
        }
        side->rows[r] = (struct keyed_row){.row = row, .key = arena_text(arena, buf_view(&text))};
    }
    arena->failed |= text.failed;
    buf_release(&text);
    return side->rows && !arena->failed;
}

/* By key; rows of one key as they stand in the file. */
static int by_key(const void *a, const void *b)
{
    const struct keyed_row *left = *(struct keyed_row *const *)a, *right = *(struct keyed_row *const *)b;
    int order = text_compare(left->key, right->key);
    return order != 0 ? order : (left > right) - (left < right);
}

static struct keyed_row **sorted(const struct side *side, struct arena *arena)
{
    struct keyed_row **order = arena_array(arena, side->grid.count + 1, sizeof *order);
    for (size_t i = 0; order && i < side->grid.count; i++) order[i] = &side->rows[i];
    if (order) qsort(order, side->grid.count, sizeof *order, by_key);
    return order;
}

static bool match_rows(struct diff *diff)
{
    struct keyed_row **left = sorted(&diff->expected, diff->arena), **right = sorted(&diff->got, diff->arena);
    if (!left || !right) return false;
    for (size_t i = 0, k = 0; i < diff->expected.grid.count && k < diff->got.grid.count;) {
        int order = text_compare(left[i]->key, right[k]->key);
        if (order == 0) {
            left[i]->match = right[k];
            right[k]->match = left[i];
        }
        i += order <= 0;
        k += order >= 0;
    }
    return true;
}

/* ---- differences */

/* Whether the next difference is to be shown. */
static bool another(struct diff *diff)
{
    return ++diff->count <= SHOWN;
}

static void put_cell(struct buf *out, const char *before, struct text cell)
{
    buf_puts(out, before);
    if (cell.len == 0)
        buf_puts(out, "nothing");
    else
        buf_printf(out, "\"%.*s%s\"", (int)(cell.len < CELL_SHOWN ? cell.len : CELL_SHOWN), cell.ptr, cell.len > CELL_SHOWN ? "..." : "");
}

static void compare_columns(struct diff *diff)
{
    const struct grid *grids[] = {&diff->expected.grid, &diff->got.grid};
    for (size_t g = 0; g < 2; g++) {
        for (size_t c = 0; c < grids[g]->head.count; c++) {
            struct text name = grids[g]->head.cells[c];
            if (grid_column(grids[1 - g], name) < grids[1 - g]->head.count || !another(diff)) continue;
            buf_printf(diff->out, g == 0 ? "the column \"%.*s\" is missing\n" : "the column \"%.*s\" is new\n", TEXT_ARG(name));
        }
    }
}

static void compare_cells(struct diff *diff, const struct keyed_row *row)
{
    for (size_t c = 0; c < diff->expected.grid.head.count; c++) {
        struct text name = diff->expected.grid.head.cells[c];
        size_t column = grid_column(&diff->got.grid, name);
        struct text expected = grid_cell(row->row, c), got = grid_cell(row->match->row, column);
        if (column == diff->got.grid.head.count || text_equal(expected, got) || !another(diff)) continue;
        buf_printf(diff->out, "line %u, %.*s: %.*s: ", row->row->line, TEXT_ARG(row->key), TEXT_ARG(name));
        put_cell(diff->out, "expected ", expected);
        put_cell(diff->out, ", got ", got);
        buf_char(diff->out, '\n');
    }
}

static void compare_rows(struct diff *diff)
{
    for (size_t i = 0; i < diff->expected.grid.count; i++) {
        const struct keyed_row *row = &diff->expected.rows[i];
        if (row->match)
            compare_cells(diff, row);
        else if (another(diff))
            buf_printf(diff->out, "line %u, %.*s: the row is missing\n", row->row->line, TEXT_ARG(row->key));
    }
    for (size_t i = 0; i < diff->got.grid.count; i++)
        if (!diff->got.rows[i].match && another(diff)) buf_printf(diff->out, "%.*s: the row is new\n", TEXT_ARG(diff->got.rows[i].key));
}

static void compare_order(struct diff *diff)
{
    const struct keyed_row *last = NULL;
    for (size_t i = 0; i < diff->expected.grid.count; i++) {
        const struct keyed_row *row = &diff->expected.rows[i];
        if (last && row->match < last && another(diff)) {
            buf_printf(diff->out, "line %u, %.*s: the rows have another order from here on\n", row->row->line, TEXT_ARG(row->key));
            return;
        }
        last = row->match;
    }
}

size_t table_diff(const char *file, struct text expected, struct text got, struct buf *out, struct arena *arena)
{
    struct diff diff = {.out = out, .arena = arena};
    const struct row_key *key = NULL;
    for (size_t i = 0; i < sizeof row_keys / sizeof *row_keys; i++)
        if (strcmp(row_keys[i].file, file) == 0) key = &row_keys[i];
    if (!read_side(&diff.expected, expected, key, arena) || !read_side(&diff.got, got, key, arena)) return 0;
    if (!match_rows(&diff)) return 0;
    compare_columns(&diff);
    compare_rows(&diff);
    if (diff.count == 0) compare_order(&diff);
    if (diff.count > SHOWN) buf_printf(out, "... and %zu more\n", diff.count - SHOWN);
    return diff.count;
}
