#include "run/earlier_table.h"

#include "base/number.h"

struct page {
    struct buf *text;
    size_t columns;
};

static void put_quoted(struct buf *page, struct text text)
{
    buf_char(page, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"') buf_char(page, '"');
        buf_char(page, text.ptr[i]);
    }
    buf_char(page, '"');
}

static bool put_row(void *context, const struct value *cells)
{
    const struct page *page = context;
    char number[NUMBER_TEXT_MAX];
    for (size_t c = 0; c < page->columns; c++) {
        if (c > 0) buf_char(page->text, ',');
        if (cells[c].kind == VALUE_NUMBER)
            buf_put(page->text, number, number_format(cells[c].number, number));
        else if (cells[c].kind == VALUE_TEXT)
            put_quoted(page->text, cells[c].text);
    }
    buf_char(page->text, '\n');
    return !page->text->failed;
}

static void put_heading(struct buf *text, const struct history_shape *shape)
{
    for (size_t c = 0; c < shape->count; c++) buf_printf(text, "%s%s", c > 0 ? "," : "", shape->columns[c].name);
    buf_char(text, '\n');
}

bool earlier_table(struct history *history, const struct history_run *runs, size_t count, const struct table_spec *table, struct buf *text,
                   struct problems *problems)
{
    enum history_sheet sheet = history_sheet_named(table->history);
    struct page page = {text, history_shapes[sheet].count};
    bool good = true;
    put_heading(text, &history_shapes[sheet]);
    for (size_t i = 0; good && i < count; i++) good = history_rows(history, &runs[i], sheet, put_row, &page, problems);
    problems->out_of_memory |= text->failed;
    return good && !text->failed;
}
