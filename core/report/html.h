/* html.h - HTML text: what comes from the data is escaped here, and nowhere else. */
#ifndef RUNG_REPORT_HTML_H
#define RUNG_REPORT_HTML_H

#include "base/buf.h"
#include "base/text.h"

/* Markup in which every %s and %.*s is escaped, for elements and for attributes in double quotes; %zu and %% besides, and no other. */
__attribute__((format(printf, 2, 3))) void html_put(struct buf *out, const char *format, ...);
void html_text(struct buf *out, struct text text);
/* A name of the data's: its direction of writing stays within it. */
void html_name(struct buf *out, struct text text);
void html_plain(struct buf *out, struct text text); /* a name where it cannot be marked up: nothing in it turns its direction */
void html_url(struct buf *out, struct text text);   /* a part of an address: percent signs for all but letters and digits */
/* A number as people read it, the full one on hover: 1,234.5 for 1234.5. places: digits behind the point at the most; "": nothing. */
void html_number(struct buf *out, struct text digits, int places);
/* One digit behind the point, or as many as it takes not to look like the next whole number: 57.96 is not 58.0. */
void html_score(struct buf *out, struct text digits);
void html_money(struct buf *out, struct text digits); /* all of its places */
/* 0.1733 of 1 as "17.3 %". */
void html_share(struct buf *out, double share);
void html_share_column(struct buf *out, double share); /* the same with its decimal, as others stand below: "30.0 %" */
/* A bar of `part` in `whole`; colour: a class. It says nothing that the text beside it does not. */
void html_bar(struct buf *out, double part, double whole, const char *colour);

/* A part of a page with a heading, to be closed with html_close_card. */
void html_open_card(struct buf *out, const char *title);
void html_open_card_at(struct buf *out, const char *id, const char *title); /* one that a link leads to: "#problems" */
void html_close_card(struct buf *out);
/* A table whose rows become cards where the screen is narrow, and that scrolls by itself where it is too wide all the same: its columns
 * follow, html_open_rows, rows, html_close_table. Roles are said, as what is shown as a block is no table otherwise. */
void html_open_table(struct buf *out, const char *class, const char *caption);
void html_column(struct buf *out, const char *title);
void html_number_column(struct buf *out, const char *title);
void html_open_rows(struct buf *out);
/* A row and the cell that names it, which the caller closes with </th>; cells, with </td>; and the row. label: on a card, what the column
 * is called. */
void html_open_row(struct buf *out, const char *class);
void html_open_cell(struct buf *out, const char *class, const char *label);
void html_close_table(struct buf *out);

/* Fills a skeleton: {name} becomes what the part of that name puts there; other braces stay. */
struct html_part {
    const char *name;
    void (*put)(const void *context, struct buf *out);
};
void html_fill(struct buf *out, struct text skeleton, const struct html_part *parts, size_t count, const void *context);

/* JSON for an element of the page: no letter in it can end the element. */
void html_json(struct buf *out, struct text json);
/* A policy by which nothing is loaded, and of all styles and scripts only these run; script {NULL, 0}: none. */
void html_policy(struct buf *out, struct text style, struct text script);

#endif
