/* What the store holds, read and removed. */
#include <math.h>

#include "base/mem.h"
#include "history/inside.h"

static struct text cell_text(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return (struct text){text, (size_t)sqlite3_column_bytes(statement, column)};
}

/* ---- runs */

static const char list_runs[] = "SELECT run, id, program, version, period, period_from, period_to, partners, recorded FROM runs "
                                "ORDER BY program, period_from, run";

/* False: no memory, or what no run of ours has. */
static bool read_run(sqlite3_stmt *statement, struct arena *arena, struct history_run *run)
{
    *run = (struct history_run){
        .number = sqlite3_column_int64(statement, 0),
        .id = arena_string(arena, cell_text(statement, 1)),
        .program = arena_string(arena, cell_text(statement, 2)),
        .version = arena_string(arena, cell_text(statement, 3)),
        .period = arena_string(arena, cell_text(statement, 4)),
        .partners = (size_t)sqlite3_column_int64(statement, 7),
        .recorded = arena_string(arena, cell_text(statement, 8)),
    };
    return date_parse(cell_text(statement, 5), &run->span.from) && date_parse(cell_text(statement, 6), &run->span.to) &&
           run->span.from <= run->span.to && sqlite3_column_int64(statement, 7) >= 0 && !arena->failed;
}

static bool count_runs(struct history *history, size_t *count, struct problems *problems)
{
    sqlite3_stmt *statement = history_prepare(history, "SELECT count(*) FROM runs", problems);
    if (!statement) return false;
    bool good = sqlite3_step(statement) == SQLITE_ROW || history_fail(history, "read", problems);
    if (good) *count = (size_t)sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return good;
}

static bool damaged(struct history *history, const char *what, struct problems *problems)
{
    problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = history->path}, "put a copy of the file back",
                "the history holds %s that Rung did not write", what);
    return false;
}

bool history_runs(struct history *history, struct arena *arena, struct history_run **runs, size_t *count, struct problems *problems)
{
    size_t most;
    *count = 0;
    if (!count_runs(history, &most, problems)) return false;
    *runs = arena_array(arena, most + 1, sizeof **runs);
    sqlite3_stmt *statement = history_prepare(history, list_runs, problems);
    bool good = *runs && statement;
    int step = SQLITE_DONE;
    while (good && *count < most && (step = sqlite3_step(statement)) == SQLITE_ROW)
        good = read_run(statement, arena, &(*runs)[(*count)++]) || (!arena->failed && damaged(history, "a run", problems));
    if (good && step != SQLITE_DONE && step != SQLITE_ROW) good = history_fail(history, "read", problems);
    sqlite3_finalize(statement);
    problems->out_of_memory |= arena->failed;
    return good;
}

bool history_remove(struct history *history, const struct history_run *run, struct problems *problems)
{
    sqlite3_stmt *statement = history_prepare(history, "DELETE FROM runs WHERE run = ?1", problems);
    if (!statement) return false;
    sqlite3_bind_int64(statement, 1, run->number);
    bool good = sqlite3_step(statement) == SQLITE_DONE || history_fail(history, "written", problems);
    sqlite3_finalize(statement);
    return good && history_do(history, "COMMIT", problems);
}

/* ---- rows of a sheet */

static sqlite3_stmt *select_rows(struct history *history, enum history_sheet sheet, struct problems *problems)
{
    struct buf sql = {0};
    buf_puts(&sql, "SELECT period, period_from, period_to");
    for (size_t c = HISTORY_LEAD; c < history_shapes[sheet].count; c++) buf_printf(&sql, ", %s", history_shapes[sheet].columns[c].name);
    buf_printf(&sql, " FROM %s JOIN runs USING (run) WHERE run = ?1 ORDER BY partner", history_sheet_names[sheet]);
    for (size_t c = HISTORY_PARTNER + 1; c < HISTORY_PARTNER + 3; c++) buf_printf(&sql, ", %s", history_shapes[sheet].columns[c].name);
    buf_char(&sql, '\0');
    sqlite3_stmt *statement = NULL;
    if (sql.failed)
        problems->out_of_memory = true;
    else
        statement = history_prepare(history, sql.ptr, problems);
    buf_release(&sql);
    return statement;
}

static struct value read_cell(sqlite3_stmt *statement, int column)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
    case SQLITE_FLOAT: return (struct value){.kind = VALUE_NUMBER, .number = sqlite3_column_double(statement, column)};
    case SQLITE_TEXT: return (struct value){.kind = VALUE_TEXT, .text = cell_text(statement, column)};
    default: return (struct value){.kind = VALUE_NONE};
    }
}

static bool is_plain(struct text text)
{
    return text_is_utf8(text) && (text.len == 0 || !memchr(text.ptr, '\0', text.len));
}

/* Could Rung have written it? */
static bool fits(const struct value *cell, const char *type)
{
    struct decimal exact;
    int32_t day;
    if (cell->kind == VALUE_NONE) return true;
    if (cell->kind == VALUE_NUMBER) return isfinite(cell->number) && (strcmp(type, "number") == 0 || strcmp(type, "integer") == 0);
    if (strcmp(type, "text") == 0) return is_plain(cell->text);
    if (strcmp(type, "date") == 0) return date_parse(cell->text, &day);
    return strcmp(type, "integer") != 0 && decimal_parse(cell->text, &exact);
}

/* False: a cell is none of ours. */
static bool read_cells(sqlite3_stmt *statement, const struct history_shape *shape, struct value *cells)
{
    for (size_t c = 0; c < shape->count; c++) {
        cells[c] = read_cell(statement, (int)c);
        if (!fits(&cells[c], shape->columns[c].type)) return false;
    }
    return cells[HISTORY_PARTNER].kind == VALUE_TEXT;
}

bool history_rows(struct history *history, const struct history_run *run, enum history_sheet sheet, history_visit *visit, void *context,
                  struct problems *problems)
{
    struct value cells[HISTORY_COLUMNS_MOST];
    sqlite3_stmt *statement = select_rows(history, sheet, problems);
    if (!statement) return false;
    sqlite3_bind_int64(statement, 1, run->number);
    bool good = true;
    int step = SQLITE_DONE;
    while (good && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        good = read_cells(statement, &history_shapes[sheet], cells) ? visit(context, cells) : damaged(history, "rows", problems);
    }
    if (good && step != SQLITE_DONE) good = history_fail(history, "read", problems);
    sqlite3_finalize(statement);
    return good;
}
