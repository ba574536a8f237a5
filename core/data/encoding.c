#include "data/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <strings.h>

#include "data/csv.h"
#include "data/source.h"

enum { CONVERT_ROOM = 1 << 16 };

struct magic {
    struct text bytes;
    const char *disguise, *cure;
};

#define BYTES(literal)              \
    {                               \
        literal, sizeof literal - 1 \
    }
static const char export_again[] = "open it in the spreadsheet program and save it as CSV UTF-8";
static const struct magic magics[] = {
    {BYTES("PK\x03\x04"), "this is an Excel workbook (XLSX) or a ZIP archive, not CSV", export_again},
    {BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "this is an old Excel workbook (XLS), not CSV", export_again},
    {BYTES("\x1f\x8b"), "this file is compressed with gzip", "decompress it first (gunzip), and name the CSV file that comes out"},
    {BYTES("\x28\xb5\x2f\xfd"), "this file is compressed with zstd", "decompress it first (unzstd), and name the CSV file that comes out"},
    {BYTES("BZh"), "this file is compressed with bzip2", "decompress it first (bunzip2), and name the CSV file that comes out"},
    {BYTES("\xfd"
           "7zXZ"),
     "this file is compressed with xz", "decompress it first (unxz), and name the CSV file that comes out"},
    {BYTES("%PDF-"), "this is a PDF document, not CSV", "export the table as CSV from where the document was made"},
    {BYTES("PAR1"), "this is a Parquet file, not CSV", "export the table as CSV"},
    {BYTES("SQLite format 3"), "this is an SQLite database, not CSV", "export the table as CSV (sqlite3 -header -csv)"},
};

static bool begins_with(struct text text, struct text start)
{
    return text.len >= start.len && memcmp(text.ptr, start.ptr, start.len) == 0;
}

static bool begins_with_word(struct text text, const char *word)
{
    size_t len = strlen(word);
    return text.len >= len && strncasecmp(text.ptr, word, len) == 0;
}

static struct text skip_blank(struct text text)
{
    while (text.len > 0 && (*text.ptr == ' ' || *text.ptr == '\t' || *text.ptr == '\n' || *text.ptr == '\r')) {
        text.ptr++;
        text.len--;
    }
    return text;
}

/* JSON begins with a brace or bracket, and the next thing in it is none that a header row would have there. */
static bool looks_like_json(struct text text)
{
    if (text.len < 2 || (text.ptr[0] != '{' && text.ptr[0] != '[')) return false;
    struct text rest = skip_blank((struct text){text.ptr + 1, text.len - 1});
    return rest.len > 0 && strchr("\"{}[]", rest.ptr[0]) != NULL;
}

static void unmask_text(struct encoding *encoding, struct text head)
{
    struct text text = skip_blank(head);
    if (begins_with_word(text, "<!doctype") || begins_with_word(text, "<html") || begins_with_word(text, "<table")) {
        encoding->disguise = "this is an HTML page, not CSV";
        encoding->cure = "if it shows the table, open it in the spreadsheet program and save it as CSV UTF-8; if it is a login page, sign "
                         "in and export again";
    } else if (begins_with_word(text, "<?xml")) {
        encoding->disguise = "this is an XML document, not CSV";
        encoding->cure = export_again;
    } else if (looks_like_json(text)) {
        encoding->disguise = "this is JSON, not CSV";
        encoding->cure = "export the table as CSV from where it comes, or turn it into CSV with a tool such as jq (@csv)";
    }
}

static void unmask(struct encoding *encoding, struct text head)
{
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
        if (begins_with(head, magics[i].bytes)) {
            encoding->disguise = magics[i].disguise;
            encoding->cure = magics[i].cure;
            return;
        }
    }
    unmask_text(encoding, head);
}

/* UTF-16 without a mark has a NUL in every other byte of plain Latin text. */
static bool looks_like_utf16(struct text head)
{
    return head.len >= 4 && ((head.ptr[0] == 0 && head.ptr[2] == 0) || (head.ptr[1] == 0 && head.ptr[3] == 0)) &&
           (head.ptr[0] != 0 || head.ptr[1] != 0);
}

struct encoding encoding_of(const struct table_spec *spec, struct text head)
{
    struct encoding encoding = {0};
    if (begins_with(head, (struct text)BYTES("\xef\xbb\xbf"))) {
        encoding.mark = 3;
    } else if (begins_with(head, (struct text)BYTES("\xff\xfe"))) {
        encoding.iconv_name = "UTF-16LE";
        encoding.mark = 2;
    } else if (begins_with(head, (struct text)BYTES("\xfe\xff"))) {
        encoding.iconv_name = "UTF-16BE";
        encoding.mark = 2;
    } else if (looks_like_utf16(head)) {
        encoding.disguise = "this looks like UTF-16 without a byte order mark";
        encoding.cure = "save it as CSV UTF-8";
        return encoding;
    } else if (spec->encoding && strcasecmp(spec->encoding, "windows-1252") == 0) {
        encoding.iconv_name = "WINDOWS-1252";
    }
    unmask(&encoding, (struct text){head.ptr + encoding.mark, head.len - encoding.mark});
    return encoding;
}

/* Line and column of the end of what was converted so far: where the next character would be. */
static void report_unconvertible(const struct encoding *encoding, const struct table_spec *spec, const struct buf *done,
                                 struct problems *problems)
{
    uint32_t line = 1;
    size_t start = 0;
    csv_locate(done->ptr, done->len, &start, &line);
    uint32_t column = (uint32_t)text_length((struct text){done->ptr + start, done->len - start}) + 1;
    struct place place = {.file = spec->path, .line = line, .column = column};
    struct problem *problem = problem_add(problems, SEVERITY_ERROR, STAGE_DATA, place, "save it as CSV UTF-8",
                                          "here are bytes that are no text in %s", encoding->iconv_name);
    problem_about(problems, problem, (struct text){NULL, 0}, text_of(spec->name));
}

/* One step of conversion into fresh room; false at the end or at an error (errno). */
static bool convert_some(iconv_t converter, char **from, size_t *left, struct buf *out)
{
    char *room = buf_room(out, CONVERT_ROOM);
    if (!room) {
        errno = ENOMEM;
        return false;
    }
    char *to = room;
    size_t free_bytes = CONVERT_ROOM;
    size_t result = iconv(converter, from, left, &to, &free_bytes);
    int error = errno;
    out->len += (size_t)(to - room);
    errno = error;
    return result != (size_t)-1 || error == E2BIG;
}

bool encoding_convert(const struct encoding *encoding, const struct table_spec *spec, const char *bytes, size_t length, struct buf *out,
                      struct problems *problems)
{
    iconv_t converter = iconv_open("UTF-8", encoding->iconv_name);
    if (converter == (iconv_t)-1) {
        source_problem(spec, problems, 0, 0, "save it as CSV UTF-8", "this system cannot convert the file's encoding");
        return false;
    }
    union {
        const char *in;
        char *out;
    } from = {.in = bytes}; /* iconv asks for a pointer that it does not write through */
    bool ok = true;
    while (ok && length > 0) ok = convert_some(converter, &from.out, &length, out);
    if (!ok && errno == ENOMEM)
        problems->out_of_memory = true;
    else if (!ok)
        report_unconvertible(encoding, spec, out, problems);
    iconv_close(converter);
    return ok;
}
