/* The library keeps rows in temporary files until the workbook is closed, and never asks whether a write to one came through: on a disk
 * that fills up, rows would be missing without a word. Of what it does notice it writes lines of its own to stderr, and no setting
 * keeps it from that. So rows and room are looked at before it closes, while it has nothing to say. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "out/workbook_book.h"

/* What a workbook takes without its rows, and the part of the rows' bytes that is left when they are packed; with much to spare. */
enum { ROOM_LEAST = 128 * 1024, PACKED_PART = 4 };

static bool is_full(int failure)
{
    return failure == ENOSPC || failure == EDQUOT || failure == EFBIG;
}

static bool refuse(struct book *book, int failure)
{
    book->failure = failure;
    book_note(book, LXW_ERROR_CREATING_TMPFILE);
    return false;
}

/* With the one at hand, which waits for the next. False with errno. */
static bool rows_are_whole(lxw_worksheet *sheet, off_t *bytes)
{
    struct stat info;
    lxw_worksheet_write_single_row(sheet);
    if (fflush(sheet->optimize_tmpfile) != 0 || ferror(sheet->optimize_tmpfile)) return false;
    if (fstat(fileno(sheet->optimize_tmpfile), &info) != 0) return false;
    *bytes = info.st_size;
    return true;
}

/* Where nobody can tell, yes. False with errno. */
static bool has_room(const char *folder, off_t bytes)
{
    int file = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600), failure = 0;
    if (file < 0) return true;
    if (fallocate(file, 0, 0, bytes) != 0) failure = errno;
    close(file);
    errno = failure;
    return !is_full(failure);
}

/* The sheets are put together one after the other, and packed. */
static bool can_close(struct book *book)
{
    lxw_worksheet *sheet;
    off_t all = 0, largest = 0, bytes;
    LXW_FOREACH_WORKSHEET(sheet, book->file)
    {
        errno = ENOSPC; /* of a failure that is over: the likeliest */
        if (!rows_are_whole(sheet, &bytes)) return refuse(book, errno);
        all += bytes;
        if (bytes > largest) largest = bytes;
    }
    return has_room(book->asked->folder, largest + all / PACKED_PART + ROOM_LEAST) || refuse(book, errno);
}

/* errno tells of writes that failed while the library was content. */
bool book_close_file(struct book *book)
{
    if (!can_close(book)) return false;
    errno = 0;
    lxw_error error = workbook_close(book->file);
    book->file = NULL;
    book_note(book, error);
    if (error != LXW_NO_ERROR) book->failure = errno;
    return error == LXW_NO_ERROR && (!is_full(errno) || refuse(book, errno));
}
