/* inside.h - what the files of this room share: the open database, and how its errors are told. */
#ifndef RUNG_HISTORY_INSIDE_H
#define RUNG_HISTORY_INSIDE_H

#include <sqlite3.h>

#include "base/buf.h"
#include "base/digest.h"
#include "history/history.h"

struct history {
    sqlite3 *db;
    const char *path;                          /* as the user gave it; borrowed */
    sqlite3_stmt *insert[HISTORY_SHEET_COUNT]; /* while recording */
    struct history_run recording;
    char known[DIGEST_TEXT_SIZE]; /* id of the run that this period has already; "": none */
    struct digest sha;
    struct buf row; /* scratch of the digest */
    bool failed;    /* an insert did */
};

/* Reports the last error of the database; false. `doing`: "read", "written". */
bool history_fail(struct history *history, const char *doing, struct problems *problems);
/* NULL after a problem. */
sqlite3_stmt *history_prepare(struct history *history, const char *sql, struct problems *problems);
/* Runs a statement without rows. False after a problem. */
bool history_do(struct history *history, const char *sql, struct problems *problems);
void history_bind_text(sqlite3_stmt *statement, int index, struct text text); /* the text must live until the statement's next step */

#endif
