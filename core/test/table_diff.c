#include "test/table_diff.h"

#include <stdlib.h>

#include "data/csv.h"

enum { SHOWN = 20, COLUMNS_MAX = 1024, KEYS_MAX = 6, CELL_SHOWN = 100 };

/* What a row is about. */
static const struct row_key {
    const char *file;
    const char *columns[KEYS_MAX];
} row_keys[] = {
    {"scorecards.csv", {"partner", "scorecard"}},  {"metrics.csv", {"partner", "scorecard", "metric"}},
    {"awards.csv", {"partner", "incentive"}},      {"margins.csv", {"partner"}},
    {"payouts.csv", {"partner", "kind", "title"}}, {"problems.csv", {"file", "line", "column", "partner", "subject"}},
};

struct grid_row {
    struct text *cells;
    size_t count;
    uint32_t line;
    struct text key; /* "partner acorn, metric revenue" */
    struct grid_row *match;
};

struct grid {
    struct grid_row head;
    struct grid_row *rows;
    size_t count;
};

struct diff {
    struct grid expected, got;
    struct buf *out;
    struct arena *arena;
    size_t count;
};

/* ---- reading */

static struct text take_cell(const struct csv_field *field, struct arena *arena)
{
    char *copy = arena_alloc(arena, field->len + 1);
    return (struct text){copy, copy ? csv_unquote(field, copy) : 0};
}

static void take_row(const struct csv_lexer *lexer, const struct csv_record *record, struct grid_row *row, struct arena *arena)
{
    *row = (struct grid_row){.line = record->line, .count = record->count < COLUMNS_MAX ? record->count : COLUMNS_MAX};
    row->cells = arena_array(arena, row->count + 1, sizeof *row->cells);
    for (size_t i = 0; row->cells && i < row->count; i++) row->cells[i] = take_cell(&lexer->fields[i], arena);
}

static size_t lines_of(struct text bytes)
{
    size_t lines = 1;
    for (size_t i = 0; i < bytes.len; i++) lines += bytes.ptr[i] == '\n' || bytes.ptr[i] == '\r';
    return lines;
}

/* A byte order mark is taken off, and the lexer's zeros put behind. */
static bool read_grid(struct grid *grid, struct text bytes, struct arena *arena)
{
    bytes = text_unmarked(bytes);
    char *text = arena_alloc(arena, bytes.len + CSV_PADDING);
    struct csv_lexer lexer = {.text = text, .length = bytes.len, .whole = true, .delimiter = ',', .cap = COLUMNS_MAX};
    lexer.fields = arena_array(arena, COLUMNS_MAX, sizeof *lexer.fields);
    grid->rows = arena_array(arena, lines_of(bytes), sizeof *grid->rows);
    if (!text || !lexer.fields || !grid->rows) return false;
    if (bytes.len) memcpy(text, bytes.ptr, bytes.len);
    csv_start(&lexer, 0, 1);
    struct csv_record record;
    for (bool head = true; csv_next(&lexer, &record) == CSV_RECORD; head = false)
        if (head)
            take_row(&lexer, &record, &grid->head, arena);
        else if (!csv_blank(&record))
            take_row(&lexer, &record, &grid->rows[grid->count++], arena);
    return !arena->failed;
}

/* ---- rows that belong together */

static size_t column_of(const struct grid *grid, struct text name)
{
    size_t i = 0;
    while (i < grid->head.count && !text_equal(grid->head.cells[i], name)) i++;
    return i;
}

static struct text cell_of(const struct grid_row *row, size_t column)
{
    return column < row->count ? row->cells[column] : (struct text){"", 0};
}

static void make_keys(struct grid *grid, const struct row_key *key, struct arena *arena)
{
    struct buf text = {0};
    for (size_t r = 0; r < grid->count; r++) {
        buf_clear(&text);
        for (size_t k = 0; key && k < KEYS_MAX && key->columns[k]; k++) {
            struct text cell = cell_of(&grid->rows[r], column_of(grid, text_of(key->columns[k])));
            if (cell.len) buf_printf(&text, "%s%s %.*s", text.len ? ", " : "", key->columns[k], TEXT_ARG(cell));
        }
        grid->rows[r].key = arena_text(arena, buf_view(&text));
    }
    arena->failed |= text.failed;
    buf_release(&text);
}

/* By key; rows of one key as they stand in the file. */
static int by_key(const void *a, const void *b)
{
    const struct grid_row *left = *(struct grid_row *const *)a, *right = *(struct grid_row *const *)b;
    int order = text_compare(left->key, right->key);
    return order != 0 ? order : (left->line > right->line) - (left->line < right->line);
}

static struct grid_row **sorted(const struct grid *grid, struct arena *arena)
{
    struct grid_row **order = arena_array(arena, grid->count + 1, sizeof *order);
    for (size_t i = 0; order && i < grid->count; i++) order[i] = &grid->rows[i];
    if (order) qsort(order, grid->count, sizeof *order, by_key);
    return order;
}

static bool match_rows(struct diff *diff)
{
    struct grid_row **left = sorted(&diff->expected, diff->arena), **right = sorted(&diff->got, diff->arena);
    if (!left || !right) return false;
    for (size_t i = 0, k = 0; i < diff->expected.count && k < diff->got.count;) {
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
    const struct grid *grids[] = {&diff->expected, &diff->got};
    for (size_t g = 0; g < 2; g++) {
        for (size_t c = 0; c < grids[g]->head.count; c++) {
            struct text name = grids[g]->head.cells[c];
            if (column_of(grids[1 - g], name) < grids[1 - g]->head.count || !another(diff)) continue;
            buf_printf(diff->out, g == 0 ? "the column \"%.*s\" is missing\n" : "the column \"%.*s\" is new\n", TEXT_ARG(name));
        }
    }
}

static void compare_cells(struct diff *diff, const struct grid_row *row)
{
    for (size_t c = 0; c < diff->expected.head.count; c++) {
        struct text name = diff->expected.head.cells[c];
        size_t column = column_of(&diff->got, name);
        struct text expected = cell_of(row, c), got = cell_of(row->match, column);
        if (column == diff->got.head.count || text_equal(expected, got) || !another(diff)) continue;
        buf_printf(diff->out, "line %u, %.*s: %.*s: ", row->line, TEXT_ARG(row->key), TEXT_ARG(name));
        put_cell(diff->out, "expected ", expected);
        put_cell(diff->out, ", got ", got);
        buf_char(diff->out, '\n');
    }
}

static void compare_rows(struct diff *diff)
{
    for (size_t i = 0; i < diff->expected.count; i++) {
        const struct grid_row *row = &diff->expected.rows[i];
        if (row->match)
            compare_cells(diff, row);
        else if (another(diff))
            buf_printf(diff->out, "line %u, %.*s: the row is missing\n", row->line, TEXT_ARG(row->key));
    }
    for (size_t i = 0; i < diff->got.count; i++)
        if (!diff->got.rows[i].match && another(diff)) buf_printf(diff->out, "%.*s: the row is new\n", TEXT_ARG(diff->got.rows[i].key));
}

static void compare_order(struct diff *diff)
{
    const struct grid_row *last = NULL;
    for (size_t i = 0; i < diff->expected.count; i++) {
        const struct grid_row *row = &diff->expected.rows[i];
        if (last && row->match < last && another(diff)) {
            buf_printf(diff->out, "line %u, %.*s: the rows have another order from here on\n", row->line, TEXT_ARG(row->key));
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
    if (!read_grid(&diff.expected, expected, arena) || !read_grid(&diff.got, got, arena)) return 0;
    make_keys(&diff.expected, key, arena);
    make_keys(&diff.got, key, arena);
    if (!match_rows(&diff)) return 0;
    compare_columns(&diff);
    compare_rows(&diff);
    if (diff.count == 0) compare_order(&diff);
    if (diff.count > SHOWN) buf_printf(out, "... and %zu more\n", diff.count - SHOWN);
    return diff.count;
}
