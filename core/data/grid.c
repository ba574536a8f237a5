#include "data/grid.h"

#include "data/csv.h"

static struct text take_cell(const struct csv_field *field, struct arena *arena)
{
    if (!field->doubled) return csv_text(field);
    char *copy = arena_alloc(arena, field->len);
    return (struct text){copy, copy ? csv_unquote(field, copy) : 0};
}

static void take_row(const struct csv_lexer *lexer, const struct csv_record *record, struct grid_row *row, struct arena *arena)
{
    *row = (struct grid_row){.line = record->line, .count = record->count < lexer->cap ? record->count : lexer->cap};
    row->cells = arena_array(arena, row->count + 1, sizeof *row->cells);
    for (size_t i = 0; row->cells && i < row->count; i++) row->cells[i] = take_cell(&lexer->fields[i], arena);
}

static size_t count_lines(struct text bytes)
{
    size_t lines = 1;
    for (size_t i = 0; i < bytes.len; i++) lines += bytes.ptr[i] == '\n' || bytes.ptr[i] == '\r';
    return lines;
}

/* At least as many as the first record has: delimiters and line ends within quotes are counted too. */
static size_t count_fields(struct text bytes, char delimiter)
{
    size_t fields = 1;
    bool quoted = false;
    for (size_t i = 0; i < bytes.len && (quoted || (bytes.ptr[i] != '\n' && bytes.ptr[i] != '\r')); i++) {
        quoted ^= bytes.ptr[i] == '"';
        fields += bytes.ptr[i] == delimiter;
    }
    return fields;
}

bool grid_read(struct grid *grid, struct text bytes, char delimiter, struct arena *arena)
{
    bytes = text_unmarked(bytes);
    size_t fields = count_fields(bytes, delimiter) + 1;
    char *text = arena_alloc(arena, bytes.len + CSV_PADDING);
    struct csv_lexer lexer = {.text = text, .length = bytes.len, .whole = true, .delimiter = delimiter, .cap = fields};
    lexer.fields = arena_array(arena, fields, sizeof *lexer.fields);
    *grid = (struct grid){.rows = arena_array(arena, count_lines(bytes), sizeof *grid->rows)};
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

size_t grid_column(const struct grid *grid, struct text name)
{
    size_t i = 0;
    while (i < grid->head.count && !text_equal(grid->head.cells[i], name)) i++;
    return i;
}

struct text grid_cell(const struct grid_row *row, size_t column)
{
    return column < row->count ? row->cells[column] : (struct text){"", 0};
}
