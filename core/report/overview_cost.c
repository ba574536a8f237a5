#include "base/mem.h"
#include "report/html.h"
#include "report/overview.h"

/* "too large" stays so, whatever is added. */
struct sum {
    struct decimal amount;
    bool too_large;
};

struct cost {
    size_t partners;
    struct sum margin, rebates;
};

/* The scorecard whose rows hold the money; its tiers, and what there is to pay. */
struct costs {
    const struct told *told;
    const struct node *card;
    struct text name;
    bool margin, rebates;
    struct cost *tiers, all; /* the last of the tiers: none */
};

static void add(struct sum *sum, struct decimal amount)
{
    sum->too_large = sum->too_large || !decimal_add(sum->amount, amount, &sum->amount);
}

static void add_cell(const struct told *told, size_t row, const char *column, struct sum *tier, struct sum *all)
{
    const struct grid *grid = &told->finished.tables[SHEET_SCORECARDS];
    struct decimal amount;
    if (!finished_decimal(&told->finished, &grid->rows[row], finished_column(grid, column), &amount)) return;
    add(tier, amount);
    add(all, amount);
}

static void add_up(struct costs *costs)
{
    const struct grid *grid = &costs->told->finished.tables[SHEET_SCORECARDS];
    for (size_t r = 0; r < grid->count; r++) {
        if (!text_equal(told_cell(grid, r, "scorecard"), costs->name)) continue;
        struct cost *cost = &costs->tiers[told_tier_rank(costs->card, told_cell(grid, r, "tier"))];
        cost->partners++;
        costs->all.partners++;
        add_cell(costs->told, r, "margin_amount", &cost->margin, &costs->all.margin);
        add_cell(costs->told, r, "rebates", &cost->rebates, &costs->all.rebates);
    }
}

/* ---- the table */

static void put_amount(const struct sum *sum, const char *label, struct buf *out)
{
    char digits[DECIMAL_TEXT_MAX];
    decimal_format(sum->amount, digits);
    html_open_cell(out, "number", label);
    if (sum->too_large)
        buf_puts(out, "too large");
    else
        html_number(out, text_of(digits), 0);
    buf_puts(out, "</td>");
}

/* The bar and the share are of the margin, or of rebates where those are all. */
static void put_share(const struct costs *costs, const struct cost *cost, const char *colour, struct buf *out)
{
    const struct sum *part = costs->margin ? &cost->margin : &cost->rebates,
                     *all = costs->margin ? &costs->all.margin : &costs->all.rebates;
    double amount = decimal_to_double(part->amount), whole = decimal_to_double(all->amount);
    html_open_cell(out, "chart", "");
    if (!all->too_large) html_bar(out, amount, whole, colour);
    buf_puts(out, "</td>");
    html_open_cell(out, "number", costs->margin ? "Share of margin" : "Share of rebates");
    if (!all->too_large) html_share_column(out, whole > 0 ? amount / whole : 0);
    buf_puts(out, "</td>");
}

static void put_amounts(const struct costs *costs, const struct cost *cost, const char *colour, struct buf *out)
{
    html_open_cell(out, "number", "Partners");
    html_put(out, "%zu</td>", cost->partners);
    if (costs->margin) put_amount(&cost->margin, "Margin", out);
    if (!costs->margin) put_amount(&cost->rebates, "Rebates", out);
    put_share(costs, cost, colour, out);
    if (costs->margin && costs->rebates) put_amount(&cost->rebates, "Rebates", out);
    buf_puts(out, "</tr>\n");
}

static void put_tier(const struct costs *costs, size_t tier, struct buf *out)
{
    const struct node *tiers = recorded_in(costs->card, "tiers");
    struct text name = tier < tiers->count ? tiers->keys[tier] : (struct text){"", 0};
    const char *colour = told_tier_class(costs->card, name);
    if (costs->tiers[tier].partners == 0) return;
    html_open_row(out, "");
    html_put(out, "<span class=\"tier %s\">%s</span></th>", colour, told_tier_title(costs->card, name));
    put_amounts(costs, &costs->tiers[tier], colour, out);
}

static void put_costs(const struct costs *costs, struct buf *out)
{
    const char *what = !costs->rebates ? "Margin" : !costs->margin ? "Rebates" : "Margin and rebates";
    const char *caption = arena_printf(costs->told->finished.arena, "%s by tier, %s", what, told_currency(costs->told));
    html_open_card(out, "Cost");
    html_open_table(out, "cost", caption ? caption : "");
    html_column(out, "Tier");
    html_number_column(out, "Partners");
    html_number_column(out, costs->margin ? "Margin" : "Rebates");
    html_column(out, costs->margin ? "Share of margin" : "Share of rebates");
    html_number_column(out, "");
    if (costs->margin && costs->rebates) html_number_column(out, "Rebates");
    html_open_rows(out);
    for (size_t t = 0; t <= recorded_in(costs->card, "tiers")->count; t++) put_tier(costs, t, out);
    html_open_row(out, "sum");
    buf_puts(out, "Total</th>");
    put_amounts(costs, &costs->all, "", out);
    html_close_table(out);
    html_close_card(out);
}

/* ---- what there is */

bool overview_has_margin(const struct told *told)
{
    return recorded_in(told->record, "margin")->kind == NODE_MAP;
}

/* The first row that tells of money; one card of each partner does, the same for all. Beyond all rows: none tells. */
static size_t row_with_money(const struct told *told, const char *column)
{
    const struct grid *grid = &told->finished.tables[SHEET_SCORECARDS];
    size_t row = 0;
    while (row < grid->count && told_cell(grid, row, column).len == 0) row++;
    return row;
}

bool overview_has_rebates(const struct told *told)
{
    const struct grid *grid = &told->finished.tables[SHEET_SCORECARDS];
    return recorded_in(told->record, "incentives")->count > 0 && row_with_money(told, "rebates") < grid->count;
}

void overview_cost(const struct told *told, struct buf *out)
{
    const struct grid *grid = &told->finished.tables[SHEET_SCORECARDS];
    struct costs costs = {.told = told, .margin = overview_has_margin(told), .rebates = overview_has_rebates(told)};
    size_t row = row_with_money(told, costs.margin ? "margin_amount" : "rebates");
    if (row >= grid->count || (!costs.margin && !costs.rebates)) return;
    costs.name = told_cell(grid, row, "scorecard");
    const char *name = arena_string(told->finished.arena, costs.name);
    costs.card = told_scorecard(told, name ? name : "");
    costs.tiers = mem_zero(recorded_in(costs.card, "tiers")->count + 1, sizeof *costs.tiers);
    out->failed |= !costs.tiers;
    if (costs.tiers) {
        add_up(&costs);
        put_costs(&costs, out);
    }
    mem_free(costs.tiers);
}
