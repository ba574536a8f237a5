/* explain_page.h - what the files that tell an explanation as text share: a page of lines, and the sentence that is being made for it. */
#ifndef RUNG_OUT_EXPLAIN_PAGE_H
#define RUNG_OUT_EXPLAIN_PAGE_H

#include "out/explain.h"

struct page {
    const struct explanation *of;
    struct buf *out;
    struct buf said;
};

void page_indent(struct page *page, size_t columns);
void page_heading(struct page *page, const char *text);
/* Goes on at the column, at least a blank behind what stands in the line. */
void page_go_to(struct page *page, size_t column);
/* All three put the sentence, broken into lines, and begin a new one. page_said: behind what stands in the line, going on at `column`;
 * page_line: as a line of its own, page_labelled: behind a label. The latter two put nothing where there is no sentence. */
void page_said(struct page *page, size_t column);
void page_line(struct page *page, size_t columns);
void page_labelled(struct page *page, size_t columns, const char *label);

/* explain_tree.c: each number of a scorecard, by building block and category */
void page_tree(struct page *page, size_t scorecard);
/* explain_bill.c: awards, margin, pay-outs; the rows that the rule counted; waivers. False: no memory. */
bool page_money(struct page *page);
bool page_rows(struct page *page);
void page_waivers(struct page *page);

#endif
