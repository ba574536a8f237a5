#include "base/mem.h"
#include "report/html.h"
#include "report/overview.h"

struct cost {
    size_t partners;
    struct decimal margin, rebates;
};

static void add(struct decimal *sum, const struct told *told, size_t row, const char *column)
{
    const struct grid *grid = &told->finished.tables[SHEET_MARGINS];
    struct decimal amount;
    if (finished_decimal(&told->finished, &grid->rows[row], finished_column(grid, column), &amount) && !decimal_add(*sum, amount, sum))
        *sum = decimal_of(0, 0);
}

/* Per tier of the scorecard that margin is based on; the last: no tier. */
static void add_up(const struct told *told, const struct node *card, struct cost *costs)
{
    const struct grid *grid = &told->finished.tables[SHEET_MARGINS];
    for (size_t r = 0; r < grid->count; r++) {
        struct cost *cost = &costs[told_tier_rank(card, told_cell(grid, r, "tier"))];
        cost->partners++;
        add(&cost->margin, told, r, "margin_amount");
        add(&cost->rebates, told, r, "rebates");
    }
}

static void put_amount(struct decimal amount, struct buf *out)
{
    char digits[DECIMAL_TEXT_MAX];
    decimal_format(amount, digits);
    buf_puts(out, "<td class=\"number\">");
    html_number(out, text_of(digits), 0);
    buf_puts(out, "</td>");
}

static void put_row(const struct node *card, struct text tier, const struct cost *cost, double all, struct buf *out)
{
    const char *colour = told_tier_class(card, tier);
    double margin = decimal_to_double(cost->margin);
    if (cost->partners == 0) return;
    html_put(out, "<tr><th scope=\"row\"><span class=\"tier %s\">%s</span></th><td class=\"number\">%zu</td>", colour,
             told_tier_title(card, tier), cost->partners);
    put_amount(cost->margin, out);
    buf_puts(out, "<td class=\"chart\">");
    html_bar(out, margin, all, colour);
    buf_puts(out, "</td><td class=\"number\">");
    html_share(out, all > 0 ? margin / all : 0);
    buf_puts(out, "</td>");
    put_amount(cost->rebates, out);
    buf_puts(out, "</tr>\n");
}

static void put_costs(const struct told *told, const struct node *card, const struct cost *costs, struct buf *out)
{
    const struct node *tiers = recorded_in(card, "tiers");
    const char *caption = arena_printf(told->finished.arena, "Margin and rebates by tier, %s", told_currency(told));
    double all = 0;
    for (size_t t = 0; t <= tiers->count; t++) all += decimal_to_double(costs[t].margin);
    html_open_card(out, "Cost");
    html_open_table(out, "cost", caption ? caption : "");
    html_column(out, "Tier");
    html_number_column(out, "Partners");
    html_number_column(out, "Margin");
    html_column(out, "Share");
    html_number_column(out, "");
    html_number_column(out, "Rebates");
    html_open_rows(out);
    for (size_t t = 0; t <= tiers->count; t++) put_row(card, t < tiers->count ? tiers->keys[t] : (struct text){"", 0}, &costs[t], all, out);
    html_close_table(out);
    html_close_card(out);
}

void overview_cost(const struct told *told, struct buf *out)
{
    const struct grid *grid = &told->finished.tables[SHEET_MARGINS];
    if (grid->count == 0) return;
    const char *name = arena_string(told->finished.arena, told_cell(grid, 0, "scorecard")); /* the same in all rows */
    const struct node *card = told_scorecard(told, name ? name : "");
    struct cost *costs = mem_zero(recorded_in(card, "tiers")->count + 1, sizeof *costs);
    out->failed |= !costs;
    if (costs) {
        add_up(told, card, costs);
        put_costs(told, card, costs, out);
    }
    mem_free(costs);
}
