#include "report/html.h"
#include "report/overview.h"

enum { PROBLEMS_SHOWN = 50 };

static void put_place(const struct grid *grid, size_t row, struct buf *out)
{
    struct text file = told_cell(grid, row, "file"), line = told_cell(grid, row, "line");
    html_open_cell(out, "", "Where");
    html_put(out, "<div>%.*s", TEXT_ARG(file));
    if (line.len) html_put(out, "<span class=\"soft small\">line %.*s</span>", TEXT_ARG(line));
    buf_puts(out, "</div></td>");
}

static void put_partner(const struct grid *grid, size_t row, struct buf *out)
{
    struct text partner = told_cell(grid, row, "partner");
    html_open_cell(out, "", "Partner");
    if (partner.len) {
        buf_puts(out, "<a href=\"#/partner/");
        html_url(out, partner);
        buf_puts(out, "\">");
        html_name(out, partner);
        buf_puts(out, "</a>");
    }
    buf_puts(out, "</td>");
}

/* A rule that fails for many fills no table: the first of rows that say the same, and how many more there are. */
struct group {
    size_t row, others;
};
struct groups {
    struct group items[PROBLEMS_SHOWN];
    size_t count, left; /* left: rows of none, as all places are taken */
};

static bool says_the_same(const struct grid *grid, size_t a, size_t b)
{
    static const char *const columns[] = {"severity", "file", "line", "problem", "cure"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (!text_equal(told_cell(grid, a, columns[i]), told_cell(grid, b, columns[i]))) return false;
    return true;
}

static void group_row(struct groups *groups, const struct grid *grid, size_t row)
{
    size_t at = 0;
    while (at < groups->count && !says_the_same(grid, groups->items[at].row, row)) at++;
    if (at < groups->count)
        groups->items[at].others++;
    else if (groups->count < PROBLEMS_SHOWN)
        groups->items[groups->count++].row = row;
    else
        groups->left++;
}

static void put_problem(const struct grid *grid, const struct group *group, struct buf *out)
{
    size_t row = group->row;
    struct text cure = told_cell(grid, row, "cure");
    html_open_row(out, "");
    html_put(out, "%.*s</th>", TEXT_ARG(told_cell(grid, row, "severity")));
    put_partner(grid, row, out);
    html_open_cell(out, "said", "");
    html_name(out, told_cell(grid, row, "problem"));
    if (cure.len) html_put(out, "<span class=\"soft small\">%.*s</span>", TEXT_ARG(cure));
    if (group->others) html_put(out, "<span class=\"soft small\">the same for %zu more</span>", group->others);
    buf_puts(out, "</td>");
    put_place(grid, row, out);
    buf_puts(out, "</tr>\n");
}

static void put_problem_table(const struct grid *grid, struct buf *out)
{
    struct groups groups = {0};
    for (size_t r = 0; r < grid->count; r++) group_row(&groups, grid, r);
    html_open_table(out, "problems", "In the order of files and lines");
    html_column(out, "Kind");
    html_column(out, "Partner");
    html_column(out, "What, and what to do");
    html_column(out, "Where");
    html_open_rows(out);
    for (size_t i = 0; i < groups.count; i++) put_problem(grid, &groups.items[i], out);
    html_close_table(out);
    if (groups.left) html_put(out, "<p class=\"soft\">%zu more are in problems.csv.</p>\n", groups.left);
}

static void put_problems(const struct grid *grid, struct buf *out)
{
    html_open_card_at(out, "problems", "Problems of the data and the rules");
    if (grid->count)
        put_problem_table(grid, out);
    else
        buf_puts(out, "<p>None: every row could be read, and no rule failed.</p>\n");
    html_close_card(out);
}

static void put_tables(const struct told *told, struct buf *out)
{
    const struct node *tables = recorded_in(told->record, "tables");
    html_open_card(out, "What was read");
    html_open_table(out, "read", "Tables of the program");
    html_column(out, "Table");
    html_number_column(out, "Rows");
    html_number_column(out, "Set aside");
    html_column(out, "File");
    html_open_rows(out);
    for (size_t i = 0; i < tables->count; i++) {
        const struct node *table = tables->items[i];
        html_open_row(out, "");
        html_put(out, "%s</th>", recorded_word(table, "name"));
        html_open_cell(out, "number", "Rows");
        html_put(out, "%zu</td>", recorded_count(table, "rows"));
        html_open_cell(out, "number", "Set aside");
        html_put(out, "%zu</td>", recorded_count(table, "set_aside"));
        html_open_cell(out, "soft", "File");
        html_put(out, "%.*s</td></tr>\n", TEXT_ARG(told_path(told, text_of(recorded_word(table, "file")))));
    }
    html_close_table(out);
    html_close_card(out);
}

void overview_problems(const struct told *told, struct buf *out)
{
    put_problems(&told->problems, out);
    put_tables(told, out);
}
