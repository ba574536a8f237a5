#include "report/columns.h"

#include "base/mem.h"
#include "data/words.h"

enum { DIGIT_BITS = 6 };

/* Columns whose cells are texts, also where they look like a number. */
static bool is_textual(struct text column)
{
    static const char *const names[] = {"partner", "name",   "reason", "waiver", "subject", "problem",
                                        "cure",    "detail", "file",   "title",  "period",  "tier"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_is(column, names[i])) return true;
    return false;
}

/* Numbers with a point, whatever the run's style is. */
static struct text cell_text(const struct finished *finished, const struct grid_row *row, size_t column, bool textual,
                             char digits[DECIMAL_TEXT_MAX])
{
    struct text text = finished_text(row, column);
    struct decimal number;
    if (textual || finished->style->decimal == '.' || !finished_decimal(finished, row, column, &number)) return text;
    return (struct text){digits, decimal_format(number, digits)};
}

static uint32_t code_of(struct words *words, struct text text)
{
    uint64_t tag = index_tag_of(text);
    uint32_t code = index_find(&words->index, words->items, tag, text);
    return code != INDEX_NONE ? code : words_add(words, tag, text);
}

static bool code_rows(const struct finished *finished, const struct grid *grid, size_t column, struct words *words, uint32_t *codes)
{
    char digits[DECIMAL_TEXT_MAX];
    bool textual = is_textual(grid->head.cells[column]);
    for (size_t r = 0; r < grid->count; r++) {
        codes[r] = code_of(words, cell_text(finished, &grid->rows[r], column, textual, digits));
        if (codes[r] == INDEX_NONE) return false;
    }
    return true;
}

static void put_codes(struct buf *out, const uint32_t *codes, size_t count, size_t words)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int width = 0;
    while (words > (size_t)1 << (DIGIT_BITS * width)) width++;
    for (size_t r = 0; r < count; r++)
        for (int digit = width - 1; digit >= 0; digit--) buf_char(out, digits[codes[r] >> (DIGIT_BITS * digit) & 63]);
}

static void put_column(struct json *json, const char *name, const struct words *words, const uint32_t *codes, size_t count)
{
    struct buf text = {0};
    put_codes(&text, codes, count, words->count);
    json_open(json, name, '{');
    json_open(json, "words", '[');
    for (size_t i = 0; i < words->count; i++) json_text(json, NULL, words->items[i]);
    json_close(json, ']');
    json_text(json, "codes", buf_view(&text));
    json_close(json, '}');
    json->out->failed |= text.failed;
    buf_release(&text);
}

bool columns_put(struct json *json, const char *name, const struct finished *finished, const struct grid *grid, columns_wanted *wanted,
                 const void *context)
{
    uint32_t *codes = mem_alloc((grid->count + 1) * sizeof *codes);
    bool good = codes != NULL;
    json_open(json, name, '{');
    json_count(json, "rows", grid->count);
    json_open(json, "columns", '{');
    for (size_t c = 0; good && c < grid->head.count; c++) {
        struct words words = {0};
        const char *title = arena_string(finished->arena, grid->head.cells[c]);
        if (wanted && !wanted(context, grid->head.cells[c])) continue;
        good = title && code_rows(finished, grid, c, &words, codes);
        if (good) put_column(json, title, &words, codes, grid->count);
        words_release(&words);
    }
    json_close(json, '}');
    json_close(json, '}');
    mem_free(codes);
    return good && !json->out->failed;
}
