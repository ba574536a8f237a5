/* A run goes into the store in one transaction, and its id comes of everything that goes by. */
#include <stdio.h>

#include "base/number.h"
#include "history/inside.h"

/* ---- the id: every item with its length, so that no two lists of items read the same */

static void digest_text(struct history *history, char kind, struct text text)
{
    buf_printf(&history->row, "%c%zu:", kind, text.len);
    buf_text(&history->row, text);
}

static void digest_cell(struct history *history, const struct value *cell)
{
    char number[NUMBER_TEXT_MAX];
    if (cell->kind == VALUE_NUMBER)
        digest_text(history, 'n', (struct text){number, number_format(cell->number, number)});
    else
        digest_text(history, cell->kind == VALUE_TEXT ? 't' : '-', cell->text);
}

static void digest_row(struct history *history)
{
    digest_put(&history->sha, buf_view(&history->row));
    history->failed |= history->row.failed;
    buf_clear(&history->row);
}

void history_input(struct history *history, struct text text)
{
    digest_text(history, 'i', text);
    digest_row(history);
}

/* ---- periods that are there already */

/* False after reporting a run whose period shares days with this one, but is another. The same period is judged in the end, when it is
 * known whether the results differ. */
static bool check_period(struct history *history, const struct history_run *run, const char *from, const char *to,
                         struct problems *problems)
{
    static const char overlap[] = "SELECT id, period, period_from = ?2 AND period_to = ?3 FROM runs "
                                  "WHERE program = ?1 AND period_from <= ?3 AND period_to >= ?2 LIMIT 1";
    sqlite3_stmt *statement = history_prepare(history, overlap, problems);
    if (!statement) return false;
    history_bind_text(statement, 1, text_of(run->program));
    history_bind_text(statement, 2, text_of(from));
    history_bind_text(statement, 3, text_of(to));
    int step = sqlite3_step(statement);
    bool good = step == SQLITE_DONE || (step == SQLITE_ROW && sqlite3_column_int(statement, 2) == 1);
    if (good && step == SQLITE_ROW)
        snprintf(history->known, sizeof history->known, "%s", (const char *)sqlite3_column_text(statement, 0));
    else if (step == SQLITE_ROW)
        problem_cure(problems,
                     problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = history->path}, NULL,
                                 "%s shares days with %s of %s, which is recorded: this run is not", run->period,
                                 (const char *)sqlite3_column_text(statement, 1), run->program),
                     "record it in another file with --history, or rung history remove %s %s", history->path,
                     (const char *)sqlite3_column_text(statement, 1));
    else if (step != SQLITE_DONE)
        history_fail(history, "read", problems);
    sqlite3_finalize(statement);
    return good;
}

/* Runs of later periods that are there already may have begun with something else, or without this one. */
static bool warn_later(struct history *history, const char *to, struct problems *problems)
{
    const struct history_run *run = &history->recording;
    sqlite3_stmt *statement =
        history_prepare(history, "SELECT period FROM runs WHERE program = ?1 AND period_from > ?2 ORDER BY period_from LIMIT 1", problems);
    if (!statement) return false;
    history_bind_text(statement, 1, text_of(run->program));
    history_bind_text(statement, 2, text_of(to));
    if (sqlite3_step(statement) == SQLITE_ROW)
        problem_add(problems, SEVERITY_WARNING, STAGE_USAGE, (struct place){.file = history->path},
                    "take the later ones out with rung history remove, then run and record them again, in order",
                    "%s was recorded before this; if this run differs from what was there before, run and record it again",
                    (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return true;
}

/* ---- rows */

static bool prepare_inserts(struct history *history, struct problems *problems)
{
    for (size_t i = 0; i < HISTORY_SHEET_COUNT; i++) {
        char sql[160];
        int at = snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (?", history_sheet_names[i]);
        for (size_t c = HISTORY_PARTNER; c < history_shapes[i].count; c++) at += snprintf(sql + at, sizeof sql - (size_t)at, ", ?");
        snprintf(sql + at, sizeof sql - (size_t)at, ")");
        history->insert[i] = history_prepare(history, sql, problems);
        if (!history->insert[i]) return false;
    }
    return true;
}

/* The id is not known yet. */
static bool insert_run(struct history *history, const char *from, const char *to, struct problems *problems)
{
    static const char insert[] = "INSERT INTO runs VALUES (NULL, '', ?1, ?2, ?3, ?4, ?5, ?6, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))";
    const struct history_run *run = &history->recording;
    sqlite3_stmt *statement = history_prepare(history, insert, problems);
    if (!statement) return false;
    const char *texts[] = {run->program, run->version, run->period, from, to};
    for (int i = 0; i < 5; i++) history_bind_text(statement, i + 1, text_of(texts[i]));
    sqlite3_bind_int64(statement, 6, (int64_t)run->partners);
    bool good = sqlite3_step(statement) == SQLITE_DONE || history_fail(history, "written", problems);
    sqlite3_finalize(statement);
    history->recording.number = sqlite3_last_insert_rowid(history->db);
    return good;
}

bool history_begin(struct history *history, const struct history_run *run, struct problems *problems)
{
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    history->recording = *run;
    date_format(run->span.from, from);
    date_format(run->span.to, to);
    digest_begin(&history->sha);
    const char *inputs[] = {run->program, run->version, from, to};
    for (size_t i = 0; i < 4; i++) history_input(history, text_of(inputs[i]));
    if (!check_period(history, run, from, to, problems)) return false;
    return *history->known ||
           (warn_later(history, to, problems) && insert_run(history, from, to, problems) && prepare_inserts(history, problems));
}

static void bind_cell(sqlite3_stmt *statement, int index, const struct value *cell)
{
    if (cell->kind == VALUE_NUMBER)
        sqlite3_bind_double(statement, index, cell->number);
    else if (cell->kind == VALUE_TEXT)
        history_bind_text(statement, index, cell->text);
    else
        sqlite3_bind_null(statement, index);
}

void history_put(struct history *history, enum history_sheet sheet, const struct value *own_cells)
{
    size_t count = history_shapes[sheet].count - HISTORY_LEAD;
    if (history->failed) return;
    for (size_t i = 0; i < count; i++) digest_cell(history, &own_cells[i]);
    digest_row(history);
    if (*history->known) return;
    sqlite3_stmt *statement = history->insert[sheet];
    sqlite3_bind_int64(statement, 1, history->recording.number);
    for (size_t i = 0; i < count; i++) bind_cell(statement, (int)i + 2, &own_cells[i]);
    history->failed |= sqlite3_step(statement) != SQLITE_DONE;
    if (!history->failed) sqlite3_reset(statement); /* a failed one keeps the error, to be told in the end */
}

static bool set_id(struct history *history, const char *id, struct problems *problems)
{
    sqlite3_stmt *statement = history_prepare(history, "UPDATE runs SET id = ?1 WHERE run = ?2", problems);
    if (!statement) return false;
    history_bind_text(statement, 1, text_of(id));
    sqlite3_bind_int64(statement, 2, history->recording.number);
    bool good = sqlite3_step(statement) == SQLITE_DONE || history_fail(history, "written", problems);
    sqlite3_finalize(statement);
    return good;
}

static enum history_end refuse_other(struct history *history, struct problems *problems)
{
    const struct history_run *run = &history->recording;
    struct problem *problem = problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = history->path}, NULL,
                                          "%s of %s is recorded with other inputs or results: this run is not", run->period, run->program);
    problem_cure(problems, problem, "if this one is right: rung history remove %s %s, then run again with --record", history->path,
                 run->period);
    return HISTORY_REFUSED;
}

enum history_end history_end(struct history *history, struct problems *problems)
{
    char id[DIGEST_TEXT_SIZE];
    digest_end(&history->sha, id);
    if (history->row.failed) {
        problems->out_of_memory = true;
        return HISTORY_REFUSED;
    }
    if (history->failed) {
        history_fail(history, "written", problems);
        return HISTORY_REFUSED;
    }
    if (*history->known) return strcmp(history->known, id) == 0 ? HISTORY_KNOWN : refuse_other(history, problems);
    return set_id(history, id, problems) ? HISTORY_READY : HISTORY_REFUSED;
}

bool history_commit(struct history *history, struct problems *problems)
{
    return history_do(history, "COMMIT", problems);
}
