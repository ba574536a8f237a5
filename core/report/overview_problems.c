#include "report/html.h"
#include "report/overview.h"

enum { PROBLEMS_SHOWN = 50 };

static void put_place(const struct grid *grid, size_t row, struct buf *out)
{
    struct text file = told_cell(grid, row, "file"), line = told_cell(grid, row, "line");
    html_put(out, "<td>%.*s", TEXT_ARG(file));
    if (line.len) html_put(out, "<span class=\"soft small\">line %.*s</span>", TEXT_ARG(line));
    buf_puts(out, "</td>");
}

static void put_partner(const struct grid *grid, size_t row, struct buf *out)
{
    struct text partner = told_cell(grid, row, "partner");
    buf_puts(out, "<td>");
    if (partner.len) {
        buf_puts(out, "<a href=\"#/partner/");
        html_url(out, partner);
        buf_puts(out, "\">");
        html_name(out, partner);
        buf_puts(out, "</a>");
    }
    buf_puts(out, "</td>");
}

static void put_problem(const struct grid *grid, size_t row, struct buf *out)
{
    struct text cure = told_cell(grid, row, "cure");
    html_put(out, "<tr><th scope=\"row\">%.*s</th>", TEXT_ARG(told_cell(grid, row, "severity")));
    put_partner(grid, row, out);
    buf_puts(out, "<td>");
    html_name(out, told_cell(grid, row, "problem"));
    if (cure.len) html_put(out, "<span class=\"soft small\">%.*s</span>", TEXT_ARG(cure));
    buf_puts(out, "</td>");
    put_place(grid, row, out);
    buf_puts(out, "</tr>\n");
}

static void put_problem_table(const struct grid *grid, struct buf *out)
{
    size_t shown = grid->count < PROBLEMS_SHOWN ? grid->count : PROBLEMS_SHOWN;
    html_open_table(out, "problems", "In the order of files and lines");
    html_column(out, "Kind");
    html_column(out, "Partner");
    html_column(out, "What, and what to do");
    html_column(out, "Where");
    html_open_rows(out);
    for (size_t r = 0; r < shown; r++) put_problem(grid, r, out);
    html_close_table(out);
    if (grid->count > shown) html_put(out, "<p class=\"soft\">%zu more are in problems.csv.</p>\n", grid->count - shown);
}

static void put_problems(const struct grid *grid, struct buf *out)
{
    html_open_card(out, "Problems of the data and the rules");
    if (grid->count)
        put_problem_table(grid, out);
    else
        buf_puts(out, "<p>None: every row could be read, and no rule failed.</p>\n");
    html_close_card(out);
}

static void put_tables(const struct node *tables, struct buf *out)
{
    html_open_card(out, "What was read");
    html_open_table(out, "read", "Tables of the program");
    html_column(out, "Table");
    html_number_column(out, "Rows");
    html_number_column(out, "Set aside");
    html_column(out, "File");
    html_open_rows(out);
    for (size_t i = 0; i < tables->count; i++) {
        const struct node *table = tables->items[i];
        html_put(out, "<tr><th scope=\"row\">%s</th><td class=\"number\">%zu</td>", recorded_word(table, "name"),
                 recorded_count(table, "rows"));
        html_put(out, "<td class=\"number\">%zu</td><td class=\"soft\">%s</td></tr>\n", recorded_count(table, "set_aside"),
                 recorded_word(table, "file"));
    }
    html_close_table(out);
    html_close_card(out);
}

void overview_problems(const struct told *told, struct buf *out)
{
    put_problems(&told->problems, out);
    put_tables(recorded_in(told->record, "tables"), out);
}
