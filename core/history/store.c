/* The file itself: opened with suspicion, made when it is not there, its errors told. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "history/inside.h"

enum { STORE_FORMAT = 1, WAIT_MILLISECONDS = 5000 };
#define STORE_MARK "1383427687" /* "Rung" as a big-endian number: application_id, which `file` shows too */

/* Dates are YYYY-MM-DD, money and rates decimal texts: exact, and plain in any tool. The rows of a run end with it. */
static const char schema[] =
    "CREATE TABLE runs (run INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, program TEXT NOT NULL, version TEXT NOT NULL,"
    " period TEXT NOT NULL, period_from TEXT NOT NULL, period_to TEXT NOT NULL, partners INTEGER NOT NULL, recorded TEXT NOT NULL);"
    "CREATE TABLE scorecards (run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, partner TEXT NOT NULL, scorecard TEXT NOT NULL,"
    " track TEXT, score REAL, tier TEXT, earned_tier TEXT, prior_tier TEXT, movement TEXT, periods_below INTEGER, periods_above INTEGER,"
    " PRIMARY KEY (run, partner, scorecard)) WITHOUT ROWID;"
    "CREATE TABLE metrics (run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, partner TEXT NOT NULL, scorecard TEXT NOT NULL,"
    " metric TEXT NOT NULL, state TEXT, value REAL, points REAL, PRIMARY KEY (run, partner, scorecard, metric)) WITHOUT ROWID;"
    "CREATE TABLE awards (run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, partner TEXT NOT NULL, incentive TEXT NOT NULL,"
    " kind TEXT, awarded TEXT, paid TEXT, carried TEXT, PRIMARY KEY (run, partner, incentive)) WITHOUT ROWID;"
    "CREATE TABLE margins (run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, partner TEXT NOT NULL,"
    " base TEXT, recommended TEXT, paid_on TEXT, amount TEXT, rebates TEXT, PRIMARY KEY (run, partner)) WITHOUT ROWID;"
    "CREATE TABLE payouts (run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, partner TEXT NOT NULL, kind TEXT NOT NULL,"
    " earned TEXT, moved TEXT, forfeited TEXT, paid TEXT, carried TEXT, PRIMARY KEY (run, partner, kind)) WITHOUT ROWID;"
    "PRAGMA application_id = " STORE_MARK ";"
    "PRAGMA user_version = 1;";

static bool refuse(const struct history *history, const char *cure, const char *what, struct problems *problems)
{
    problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = history->path}, cure, "%s", what);
    return false;
}

bool history_fail(struct history *history, const char *doing, struct problems *problems)
{
    int code = sqlite3_errcode(history->db) & 0xff;
    if (code == SQLITE_NOMEM) {
        problems->out_of_memory = true;
        return false;
    }
    if (code == SQLITE_NOTADB) return refuse(history, "give the file that rung run --record made", "this is no history of Rung", problems);
    const char *cure = code == SQLITE_BUSY   ? "wait until the other program is done with it"
                       : code == SQLITE_FULL ? "make room on the disk"
                       : code == SQLITE_CORRUPT || code == SQLITE_ERROR /* a table or column is not there, or is none of ours */
                           ? "put a copy of the file back, or move it away and record the periods again, in order"
                           : "look whether file and folder may be written";
    problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = history->path}, cure, "the history cannot be %s: %s", doing,
                sqlite3_errmsg(history->db));
    return false;
}

sqlite3_stmt *history_prepare(struct history *history, const char *sql, struct problems *problems)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(history->db, sql, -1, &statement, NULL) != SQLITE_OK) history_fail(history, "read", problems);
    return statement;
}

bool history_do(struct history *history, const char *sql, struct problems *problems)
{
    return sqlite3_exec(history->db, sql, NULL, NULL, NULL) == SQLITE_OK || history_fail(history, "written", problems);
}

void history_bind_text(sqlite3_stmt *statement, int index, struct text text)
{
    sqlite3_bind_text64(statement, index, text.ptr ? text.ptr : "", text.len, SQLITE_STATIC, SQLITE_UTF8);
}

/* One whole number; false after a problem. */
static bool ask(struct history *history, const char *sql, int64_t *answer, struct problems *problems)
{
    sqlite3_stmt *statement = history_prepare(history, sql, problems);
    if (!statement) return false;
    bool good = sqlite3_step(statement) == SQLITE_ROW;
    if (good)
        *answer = sqlite3_column_int64(statement, 0);
    else
        history_fail(history, "read", problems);
    sqlite3_finalize(statement);
    return good;
}

/* A file that somebody prepared must not be able to do more than hold rows. */
static void harden(sqlite3 *db)
{
    static const struct {
        int what, how;
    } settings[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    };
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) sqlite3_db_config(db, settings[i].what, settings[i].how, NULL);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_busy_timeout(db, WAIT_MILLISECONDS);
}

/* "./" keeps names such as :memory: and file:x from meaning anything but a file. */
static bool open_database(struct history *history, enum history_use use, struct problems *problems)
{
    char plain[4096];
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_PRIVATECACHE | (use == HISTORY_RECORD ? SQLITE_OPEN_CREATE : 0);
    int len = snprintf(plain, sizeof plain, "%s%s", *history->path == '/' ? "" : "./", history->path);
    if (len >= (int)sizeof plain) return refuse(history, "use a shorter path", "the path is too long", problems);
    if (sqlite3_open_v2(plain, &history->db, flags, NULL) != SQLITE_OK) {
        if (history->db) return history_fail(history, "opened", problems);
        problems->out_of_memory = true;
        return false;
    }
    harden(history->db);
    return true;
}

/* An empty file is what a run leaves that was killed before its first record was whole: as good as none. */
static bool check_format(struct history *history, bool *empty, struct problems *problems)
{
    int64_t mark, format, tables;
    if (!ask(history, "PRAGMA application_id", &mark, problems) || !ask(history, "PRAGMA user_version", &format, problems) ||
        !ask(history, "SELECT count(*) FROM sqlite_schema", &tables, problems))
        return false;
    *empty = mark == 0 && format == 0 && tables == 0;
    if (*empty) return true;
    char marked[24];
    snprintf(marked, sizeof marked, "%lld", (long long)mark);
    if (strcmp(marked, STORE_MARK) != 0)
        return refuse(history, "give the file that rung run --record made", "this is a database, but no history of Rung", problems);
    if (format > STORE_FORMAT)
        return refuse(history, "use that version of Rung, or another file", "this history was made by a newer version of Rung", problems);
    return true;
}

/* -1: not there; 0 after a problem. */
static int look_at(const struct history *history, struct problems *problems)
{
    struct stat info;
    if (stat(history->path, &info) == 0)
        return S_ISREG(info.st_mode) ? 1 : (int)refuse(history, "name a file, such as history.sqlite", "this is not a file", problems);
    if (errno == ENOENT) return -1;
    problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = history->path}, "look at the path and its permissions",
                "the history cannot be opened: %s", strerror(errno));
    return 0;
}

static bool open_store(struct history *history, enum history_use use, bool *empty, struct problems *problems)
{
    if (!open_database(history, use, problems) || !check_format(history, empty, problems)) return false;
    if (use == HISTORY_OPEN) return history_do(history, "BEGIN", problems);
    /* Another tool may have left a log beside the file: one file is easier to copy. */
    if (!history_do(history, "PRAGMA journal_mode = DELETE", problems) || !history_do(history, "BEGIN IMMEDIATE", problems)) return false;
    if (!check_format(history, empty, problems)) return false; /* somebody else may have been first */
    return !*empty || history_do(history, schema, problems);
}

bool history_open(const char *path, enum history_use use, struct history **opened, struct problems *problems)
{
    bool empty = false;
    struct history *history = mem_zero(1, sizeof *history);
    *opened = NULL;
    if (!history) {
        problems->out_of_memory = true;
        return false;
    }
    history->path = path;
    int there = look_at(history, problems);
    bool wanted = there > 0 || (there < 0 && use == HISTORY_RECORD);
    bool good = there != 0 && (!wanted || open_store(history, use, &empty, problems));
    if (good && wanted && !(empty && use == HISTORY_OPEN)) {
        *opened = history;
        return true;
    }
    history_close(history);
    return good;
}

void history_close(struct history *history)
{
    if (!history) return;
    for (size_t i = 0; i < HISTORY_SHEET_COUNT; i++) sqlite3_finalize(history->insert[i]);
    sqlite3_close(history->db);
    buf_release(&history->row);
    mem_free(history);
}
