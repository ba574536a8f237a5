#include "report/html.h"
#include "report/statement.h"

/* A card of items, if there are any; releases them. */
static void put_list(struct buf *out, const char *title, struct buf *items)
{
    if (items->len) {
        html_put(out, "<section class=\"card\">\n<h2>%s</h2>\n<ul>\n", title);
        buf_text(out, buf_view(items));
        buf_puts(out, "</ul>\n</section>\n");
    }
    out->failed |= items->failed;
    buf_release(items);
}

/* ---- what is waived */

/* The day until which a waiver holds; its approver and reason are not the partner's to read. "": until further notice. */
static struct text waived_until(struct text waiver)
{
    static const char until[] = " until ";
    enum { UNTIL_LEN = sizeof until - 1, DAY_LEN = 10 };
    int32_t day;
    while (waiver.len >= UNTIL_LEN + DAY_LEN) {
        struct text date = {waiver.ptr + UNTIL_LEN, DAY_LEN};
        if (memcmp(waiver.ptr, until, UNTIL_LEN) == 0 && date_parse(date, &day)) return date;
        waiver.ptr++;
        waiver.len--;
    }
    return (struct text){"", 0};
}

static void put_waiver(const char *what, struct text waiver, struct buf *out)
{
    struct text until = waived_until(waiver);
    if (waiver.len == 0) return;
    html_put(out, "<li>%s: set by a waiver", what);
    if (until.len)
        html_put(out, " until %.*s</li>\n", TEXT_ARG(until));
    else
        buf_puts(out, "</li>\n");
}

/* Its title; NULL: it is no metric. */
static const char *metric_title(const struct statement *statement, struct text name)
{
    const struct node *metrics = recorded_in(statement->told->record, "metrics");
    for (size_t m = 0; m < metrics->count; m++)
        if (text_is(name, recorded_word(metrics->items[m], "metric")))
            return told_title(statement->told, metrics->items[m], recorded_word(metrics->items[m], "metric"));
    return NULL;
}

/* A card's cell tells of its tier first. */
static bool waives_tier(struct text waiver)
{
    const char *colon = waiver.len ? memchr(waiver.ptr, ':', waiver.len) : NULL;
    size_t len = colon ? (size_t)(colon - waiver.ptr) : 0;
    return len >= 4 && memcmp(waiver.ptr + len - 4, "tier", 4) == 0;
}

static void put_waivers(const struct statement *statement, struct buf *out)
{
    const struct grid *tables = statement->told->finished.tables;
    const struct statement_rows *rows = statement->rows;
    for (size_t r = rows[SHEET_SCORECARDS].from; r < rows[SHEET_SCORECARDS].to; r++) {
        struct text waiver = told_cell(&tables[SHEET_SCORECARDS], r, "waiver");
        if (waives_tier(waiver)) put_waiver("Tier", waiver, out);
    }
    for (size_t r = rows[SHEET_MARGINS].from; r < rows[SHEET_MARGINS].to; r++)
        put_waiver("Margin", told_cell(&tables[SHEET_MARGINS], r, "waiver"), out);
    for (size_t r = rows[SHEET_METRICS].from; r < rows[SHEET_METRICS].to; r++) {
        const char *title = metric_title(statement, told_cell(&tables[SHEET_METRICS], r, "metric"));
        if (title) put_waiver(title, told_cell(&tables[SHEET_METRICS], r, "waiver"), out);
    }
}

static void put_waived(const struct statement *statement, struct buf *out)
{
    struct buf list = {0};
    put_waivers(statement, &list);
    put_list(out, "Waived", &list);
}

/* ---- records that count nowhere */

static void put_set_aside(const struct statement *statement, struct buf *out)
{
    const struct grid *grid = &statement->told->finished.tables[SHEET_SCORECARDS];
    size_t row = statement->rows[SHEET_SCORECARDS].from;
    double rows = told_number(statement->told, grid, row, "set_aside_rows");
    if (!(rows > 0)) return;
    html_put(out,
             "<p class=\"notice\">%zu %s could not be read and %s not count yet: something in %s is not valid, such as a date or an "
             "amount.</p>\n",
             (size_t)rows, rows == 1 ? "record of this partner" : "records of this partner", rows == 1 ? "does" : "do",
             rows == 1 ? "it" : "them");
}

/* ---- earlier periods */

static void put_period(const char *period, struct text score, struct text tier, const struct node *card, struct buf *out)
{
    html_open_row(out, "");
    html_put(out, "%s</th>", period);
    html_open_cell(out, "number", "Score");
    if (score.len) html_score(out, score);
    buf_puts(out, "</td>");
    html_open_cell(out, "", "Tier");
    html_put(out, "<span class=\"tier %s\">%s</span></td></tr>\n", told_tier_class(card, tier), told_tier_title(card, tier));
}

static void put_history_of(const struct statement *statement, size_t row, struct buf *out)
{
    const struct grid *past = &statement->told->history, *cards = &statement->told->finished.tables[SHEET_SCORECARDS];
    struct text scorecard = told_cell(cards, row, "scorecard");
    const char *name = arena_string(statement->told->finished.arena, scorecard);
    const struct node *card = told_scorecard(statement->told, name ? name : "");
    html_open_table(out, "history", told_title(statement->told, card, name ? name : ""));
    html_column(out, "Period");
    html_number_column(out, "Score");
    html_column(out, "Tier");
    html_open_rows(out);
    for (size_t r = 0; r < past->count; r++) {
        if (!text_equal(past->rows[r].cells[0], statement->key) || !text_equal(past->rows[r].cells[1], scorecard)) continue;
        put_period(past->rows[r].cells[2].ptr, past->rows[r].cells[3], past->rows[r].cells[4], card, out);
    }
    put_period(recorded_word(recorded_in(statement->told->record, "period"), "name"), told_digits(statement->told, cards, row, "score"),
               told_cell(cards, row, "tier"), card, out);
    html_close_table(out);
}

static void put_history(const struct statement *statement, struct buf *out)
{
    const struct grid *past = &statement->told->history;
    size_t r = 0;
    while (r < past->count && !text_equal(past->rows[r].cells[0], statement->key)) r++;
    if (r == past->count) return;
    buf_puts(out, "<section class=\"card\">\n<h2>Earlier periods</h2>\n");
    for (size_t row = statement->rows[SHEET_SCORECARDS].from; row < statement->rows[SHEET_SCORECARDS].to; row++)
        put_history_of(statement, row, out);
    html_close_card(out);
}

/* ---- what is about to change */

/* What is near a tier that compares partners tells of these, as does what a comparison changes to. */
static void put_warning(const struct statement *statement, size_t row, struct buf *out)
{
    const struct told *told = statement->told;
    const struct grid *grid = &told->finished.tables[SHEET_WARNINGS];
    const char *scorecard = arena_string(told->finished.arena, told_cell(grid, row, "scorecard"));
    struct text said = told_cell(grid, row, "text"), kind = told_cell(grid, row, "kind");
    if (!scorecard) return; /* no memory, which the caller sees */
    const struct node *rules = told_scorecard(told, scorecard);
    bool of_tier = text_is(kind, "near") || text_is(kind, "next");
    if (of_tier && (told_compares(told_tier_rule(rules, told_cell(grid, row, "tier"))) ||
                    told_compares(told_tier_rule(rules, told_cell(grid, row, "tier_then")))))
        return;
    const char *more = said.len ? memchr(said.ptr, ';', said.len) : NULL;
    if (more && told_names_compared(told, scorecard, said)) said.len = (size_t)(more - said.ptr);
    buf_puts(out, "<li>");
    told_words(told, scorecard, said, out);
    buf_puts(out, "</li>\n");
}

static void put_warnings(const struct statement *statement, struct buf *out)
{
    struct buf list = {0};
    for (size_t r = statement->rows[SHEET_WARNINGS].from; r < statement->rows[SHEET_WARNINGS].to; r++) put_warning(statement, r, &list);
    put_list(out, "What is about to change", &list);
}

void statement_notes(const struct statement *statement, struct buf *out)
{
    put_warnings(statement, out);
    put_set_aside(statement, out);
    put_waived(statement, out);
    put_history(statement, out);
}
