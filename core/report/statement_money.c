#include "report/html.h"
#include "report/statement.h"

static const struct grid *sheet(const struct statement *statement, size_t sheet)
{
    return &statement->told->finished.tables[sheet];
}

static struct text digits_of(const struct statement *statement, size_t s, size_t row, const char *column)
{
    return told_digits(statement->told, sheet(statement, s), row, column);
}

static bool is_zero(struct text digits)
{
    struct decimal amount;
    return !decimal_parse(digits, &amount) || amount.units == 0;
}

/* ---- steps: a term, and what it comes to */

static void put_percent_step(const char *class, const char *term, struct text digits, struct buf *out)
{
    if (digits.len == 0) return;
    html_put(out, "<div class=\"%s\"><dt>%s</dt><dd>", class, term);
    html_number(out, digits, 4);
    buf_puts(out, "\u00a0%</dd></div>\n");
}

static void put_money_step(const struct statement *statement, const char *class, const char *term, struct text digits, struct buf *out)
{
    if (digits.len == 0) return;
    html_put(out, "<div class=\"%s\"><dt>%s</dt><dd>", class, term);
    html_money(out, digits);
    html_put(out, "\u00a0%s</dd></div>\n", told_currency(statement->told));
}

static const struct node *incentive_of(const struct statement *statement, size_t row)
{
    struct text name = told_cell(sheet(statement, SHEET_AWARDS), row, "incentive");
    const struct node *incentives = recorded_in(statement->told->record, "incentives");
    for (size_t i = 0; i < incentives->count; i++)
        if (text_is(name, recorded_word(incentives->items[i], "name"))) return incentives->items[i];
    return NULL;
}

static bool adds_margin(const struct statement *statement, size_t row)
{
    const struct grid *awards = sheet(statement, SHEET_AWARDS);
    return text_is(told_cell(awards, row, "unit"), "margin points") && told_cell(awards, row, "base").len == 0;
}

/* ---- the margin */

static void put_added(const struct statement *statement, struct buf *out)
{
    for (size_t r = statement->rows[SHEET_AWARDS].from; r < statement->rows[SHEET_AWARDS].to; r++) {
        const struct node *incentive = incentive_of(statement, r);
        if (incentive && adds_margin(statement, r))
            put_percent_step("", told_title(statement->told, incentive, recorded_word(incentive, "name")),
                             digits_of(statement, SHEET_AWARDS, r, "counted"), out);
    }
}

static const char *title_of_metric(const struct statement *statement, const char *scorecard, const char *name)
{
    const struct node *metrics = recorded_in(statement->told->record, "metrics");
    for (size_t m = 0; m < metrics->count; m++)
        if (strcmp(recorded_word(metrics->items[m], "metric"), name) == 0 &&
            strcmp(recorded_word(metrics->items[m], "scorecard"), scorecard) == 0)
            return told_title(statement->told, metrics->items[m], name);
    return name;
}

static void put_margin(const struct statement *statement, size_t row, struct buf *out)
{
    const struct node *rule = recorded_in(statement->told->record, "margin");
    struct text limit = told_cell(sheet(statement, SHEET_MARGINS), row, "limit");
    struct text amount = digits_of(statement, SHEET_MARGINS, row, "margin_amount");
    const char *on = title_of_metric(statement, recorded_word(rule, "scorecard"), recorded_word(rule, "on"));
    if (digits_of(statement, SHEET_MARGINS, row, "margin_pct").len == 0) return;
    buf_puts(out, "<section class=\"card half\">\n<h2>Margin</h2>\n<dl class=\"facts\">\n");
    put_percent_step("", "Margin of the tier", digits_of(statement, SHEET_MARGINS, row, "base_pct"), out);
    put_added(statement, out);
    put_percent_step("", "Together", digits_of(statement, SHEET_MARGINS, row, "stacked_pct"), out);
    put_percent_step("sum",
                     text_is(limit, "cap")     ? "Margin, held to the most that the program gives"
                     : text_is(limit, "floor") ? "Margin, raised to the least that the program gives"
                                               : "Margin",
                     digits_of(statement, SHEET_MARGINS, row, "margin_pct"), out);
    put_money_step(statement, "", on, digits_of(statement, SHEET_MARGINS, row, "paid_on"), out);
    put_money_step(statement, "sum", "Margin amount", amount, out);
    buf_puts(out, "</dl>\n");
    html_close_card(out);
}

/* ---- rebates and other amounts */

/* What hangs on a rule that failed is open. */
static bool is_open(const struct statement *statement, size_t row)
{
    const struct grid *cards = sheet(statement, SHEET_SCORECARDS);
    bool open = text_is(told_cell(sheet(statement, SHEET_AWARDS), row, "kind"), "failed");
    for (size_t r = statement->rows[SHEET_SCORECARDS].from; r < statement->rows[SHEET_SCORECARDS].to; r++)
        open = open || text_is(told_cell(cards, r, "complete"), "no");
    return open;
}

static void put_award_amount(const struct statement *statement, size_t row, struct buf *out)
{
    struct text counted = digits_of(statement, SHEET_AWARDS, row, "counted"), paid = digits_of(statement, SHEET_AWARDS, row, "paid");
    bool none = text_is(told_cell(sheet(statement, SHEET_AWARDS), row, "kind"), "none");
    if (adds_margin(statement, row) && !none && counted.len) {
        buf_puts(out, "<span>");
        html_number(out, counted, 4);
        buf_puts(out, "\u00a0% margin</span>");
    } else if (paid.len) {
        html_money(out, paid);
    } else {
        buf_puts(out, is_open(statement, row) ? "open" : "\u2013");
    }
}

static void put_award(const struct statement *statement, size_t row, struct buf *out)
{
    const struct grid *awards = sheet(statement, SHEET_AWARDS);
    const struct node *incentive = incentive_of(statement, row);
    struct text kind = told_cell(awards, row, "kind"), reason = told_cell(awards, row, "reason");
    if (!incentive) return;
    html_open_row(out, "");
    html_put(out, "%s</th>", told_title(statement->told, incentive, recorded_word(incentive, "name")));
    html_open_cell(out, "number", told_currency(statement->told));
    put_award_amount(statement, row, out);
    buf_puts(out, "</td>");
    html_open_cell(out, "why", "Why");
    buf_puts(out, "<div>");
    if (text_is(kind, "failed"))
        buf_puts(out, "could not be worked out; it is being looked into");
    else if (told_compares(incentive))
        buf_puts(out, "in comparison with other partners");
    else if (!text_equal(reason, told_cell(awards, row, "awarded")))
        told_words(statement->told, recorded_word(incentive, "scorecard"), reason, out);
    if (!is_zero(digits_of(statement, SHEET_AWARDS, row, "carried"))) buf_puts(out, "<span class=\"small\">part is carried over</span>");
    buf_puts(out, "</div></td></tr>\n");
}

static void put_awards(const struct statement *statement, struct buf *out)
{
    const struct statement_rows rows = statement->rows[SHEET_AWARDS];
    if (rows.from == rows.to) return;
    buf_puts(out, "<section class=\"card\">\n<h2>Incentives</h2>\n");
    html_open_table(out, "awards", "What each came to");
    html_column(out, "Incentive");
    html_number_column(out, told_currency(statement->told));
    html_column(out, "Why");
    html_open_rows(out);
    for (size_t r = rows.from; r < rows.to; r++) put_award(statement, r, out);
    html_close_table(out);
    html_close_card(out);
}

static void put_payout(const struct statement *statement, size_t row, struct buf *out)
{
    const struct grid *payouts = sheet(statement, SHEET_PAYOUTS);
    const struct text until = told_cell(payouts, row, "usable_until"), claim = told_cell(payouts, row, "claim_until");
    html_put(out, "<h3>%.*s</h3>\n<dl class=\"facts\">\n", TEXT_ARG(told_cell(payouts, row, "title")));
    put_money_step(statement, "", "Earned", digits_of(statement, SHEET_PAYOUTS, row, "earned"), out);
    put_money_step(statement, "", "Moved from or to another kind", digits_of(statement, SHEET_PAYOUTS, row, "moved"), out);
    put_money_step(statement, "", "Below the least that is paid, and lost", digits_of(statement, SHEET_PAYOUTS, row, "forfeited"), out);
    put_money_step(statement, "", "Carried over to the next period", digits_of(statement, SHEET_PAYOUTS, row, "carried"), out);
    put_money_step(statement, "sum", "Paid", digits_of(statement, SHEET_PAYOUTS, row, "paid"), out);
    if (until.len) html_put(out, "<div><dt>To be used until</dt><dd>%.*s</dd></div>\n", TEXT_ARG(until));
    if (claim.len) html_put(out, "<div><dt>To be claimed until</dt><dd>%.*s</dd></div>\n", TEXT_ARG(claim));
    buf_puts(out, "</dl>\n");
}

static bool has_payout(const struct statement *statement, size_t row)
{
    static const char *const amounts[] = {"earned", "moved", "forfeited", "carried", "paid"};
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        if (!is_zero(digits_of(statement, SHEET_PAYOUTS, row, amounts[i]))) return true;
    return false;
}

static void put_payouts(const struct statement *statement, struct buf *out)
{
    const struct statement_rows rows = statement->rows[SHEET_PAYOUTS];
    bool any = false;
    for (size_t r = rows.from; r < rows.to; r++) any = any || has_payout(statement, r);
    if (!any) return;
    buf_puts(out, "<section class=\"card half\">\n<h2>Pay-outs</h2>\n");
    for (size_t r = rows.from; r < rows.to; r++)
        if (has_payout(statement, r)) put_payout(statement, r, out);
    html_close_card(out);
}

void statement_money(const struct statement *statement, struct buf *out)
{
    for (size_t r = statement->rows[SHEET_MARGINS].from; r < statement->rows[SHEET_MARGINS].to; r++) put_margin(statement, r, out);
    put_payouts(statement, out);
    put_awards(statement, out);
}
