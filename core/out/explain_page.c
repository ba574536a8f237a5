#include "out/explain_page.h"

#include "base/wrap.h"

enum { WIDTH = 100 };

void page_indent(struct page *page, size_t columns)
{
    while (columns-- > 0) buf_char(page->out, ' ');
}

void page_said(struct page *page, size_t column)
{
    if (page->said.len)
        wrap_words(page->out, buf_view(&page->said), column, WIDTH);
    else
        buf_char(page->out, '\n');
    page->out->failed |= page->said.failed;
    buf_clear(&page->said);
}

void page_go_to(struct page *page, size_t column)
{
    wrap_to(page->out, column - 1);
    buf_char(page->out, ' ');
}

void page_line(struct page *page, size_t columns)
{
    if (!page->said.len) return;
    page_indent(page, columns);
    page_said(page, columns + 2);
}

void page_labelled(struct page *page, size_t columns, const char *label)
{
    if (!page->said.len) return;
    page_indent(page, columns);
    buf_puts(page->out, label);
    page_said(page, columns + 2);
}

void page_heading(struct page *page, const char *text)
{
    buf_printf(page->out, "\n  %s\n", text);
}
