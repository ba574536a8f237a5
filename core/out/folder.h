/* folder.h - output files appear whole and together, or not at all.
 *
 * Files are written into a new folder beside the wanted one; folder_exchange puts it in the place of the old one in a single step of
 * the file system (an exchange of two names), so a reader sees the old set or the new set, and a kill at any moment leaves one of them.
 * Until folder_commit removes the old one, folder_abandon puts it back. What a killed run left beside it (NAME.unfinished-XXXXXX, which
 * a living run holds locked) is removed by the next. The wanted folder is Rung's own: when it holds anything that Rung did not write,
 * it is refused. */
#ifndef RUNG_OUT_FOLDER_H
#define RUNG_OUT_FOLDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/problem.h"

/* Did Rung write that entry of an open folder, so that it may go with the folder? */
typedef bool folder_own(int dir, const char *name);

struct folder {
    folder_own *own;
    const char *path;  /* as the user gave it */
    char *real, *temp; /* the place, links resolved; the new folder beside it */
    int fd;            /* of temp */
    bool exists;
    bool exchanged; /* temp names the old folder, if there was one */
};
/* False after a problem: cannot be made, not a folder, holds foreign files. Changes nothing: for before any work is done. */
bool folder_check(const char *path, struct arena *arena, struct problems *problems);
/* Checks as well, and makes the new folder. False after a problem. */
bool folder_begin(struct folder *folder, const char *path, struct arena *arena, struct problems *problems);
/* The same for a folder of something else than results. */
bool folder_begin_own(struct folder *folder, const char *path, folder_own *own, struct arena *arena, struct problems *problems);
bool folder_exchange(struct folder *folder, struct problems *problems); /* false after a problem: all is as it was */
void folder_commit(struct folder *folder);                              /* after the exchange */
void folder_abandon(struct folder *folder); /* removes what was written; fine after a failed begin or a commit */

/* One file. Errors are sticky and reported by out_file_close. */
struct out_file {
    char name[64];
    int fd;
    int error; /* errno of the first failed call */
    uint64_t bytes;
    struct digest sha;
    char digest[DIGEST_TEXT_SIZE];
};
void out_file_open(struct out_file *file, const struct folder *folder, const char *name);
void out_file_adopt(struct out_file *file, const struct folder *folder, const char *name); /* written already, by somebody else */
void out_file_stdout(struct out_file *file, const char *name);
void out_file_put(struct out_file *file, struct text bytes);
bool out_file_close(struct out_file *file, const struct folder *folder, struct problems *problems); /* folder NULL: standard output */

#endif
