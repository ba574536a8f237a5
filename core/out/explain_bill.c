/* What is paid, and the rows behind a number. */
#include "base/number.h"
#include "lua/words.h"
#include "out/explain_page.h"

enum { STEP_COLUMN = 30, NUMBER_COLUMN = 46 };

static void put_money_number(struct page *page, const struct money_line *line)
{
    const struct program *program = page->of->of.program;
    char digits[DECIMAL_TEXT_MAX], grouped[NUMBER_GROUPED_MAX];
    if (line->unit == MONEY_RATE) {
        words_rate(line->number, true, page->out);
        return;
    }
    decimal_format(decimal_pad(line->number, program->margin.places), digits);
    buf_printf(page->out, "%s %s", number_group(digits, grouped), program->currency ? program->currency : "");
}

static void put_money_lines(struct page *page, size_t columns, const struct money_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct money_line *line = &lines->lines[i];
        page_indent(page, columns);
        buf_puts(page->out, line->step);
        page_go_to(page, STEP_COLUMN);
        if (line->given) put_money_number(page, line);
        page_go_to(page, NUMBER_COLUMN);
        buf_text(&page->said, line->says);
        page_said(page, NUMBER_COLUMN);
    }
}

static bool put_awards(struct page *page)
{
    const struct program *program = page->of->of.program;
    size_t told = 0;
    for (size_t i = 0; i < program->incentive_count; i++) {
        struct money_lines lines;
        if (!explain_incentive(page->of, i)) continue;
        if (!explain_award(page->of, i, &lines)) return false;
        if (told++ == 0) buf_puts(page->out, "\nAwards\n");
        put_money_lines(page, 2, &lines);
    }
    return true;
}

bool page_money(struct page *page)
{
    const struct explanation *of = page->of;
    struct money_lines margin, payouts;
    if (!put_awards(page)) return false;
    if (of->rule && !of->rule->incentive) return true;
    if (of->of.program->margin.given) {
        if (!explain_margin(of, &margin)) return false;
        buf_puts(page->out, "\nMargin\n");
        put_money_lines(page, 2, &margin);
    }
    if (of->rule || !explain_pays(of)) return true;
    if (!explain_payouts(of, &payouts)) return false;
    buf_puts(page->out, "\nPaid out\n");
    put_money_lines(page, 2, &payouts);
    return true;
}

/* ---- rows, waivers */

/* "deals: 2 counted of 3 in the base"; those of the table come first. */
static void put_table_head(struct page *page, const struct evidence_count *counts, size_t count)
{
    size_t counted = 0, base = 0, only = 0;
    for (size_t i = 0; i < count && counts[i].table == counts[0].table; i++) {
        base += counts[i].in_base;
        *(counts[i].counted ? &counted : &only) += counts[i].in_base;
    }
    buf_printf(page->out, "  %s", page->of->of.program->tables[counts[0].table].name);
    if (only) {
        buf_puts(page->out, ": ");
        words_number((double)counted, page->out);
        buf_puts(page->out, " counted of ");
        words_number((double)base, page->out);
        buf_puts(page->out, " in the base");
    }
    buf_char(page->out, '\n');
}

bool page_rows(struct page *page)
{
    const struct explanation *of = page->of;
    size_t count = 0;
    const struct evidence_count *counts = of->trace ? explain_counts(of, &count) : NULL;
    if (of->trace && !counts) return false;
    if (count) buf_puts(page->out, "\nRows\n");
    if (count && of->trace->rows_left_out) {
        buf_puts(page->out, "  of those that there was room for; not told here are ");
        words_number((double)of->trace->rows_left_out, page->out);
        buf_puts(page->out, " more\n");
    }
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || counts[i].table != counts[i - 1].table) put_table_head(page, counts + i, count - i);
        page_indent(page, 4);
        words_number((double)counts[i].rows, page->out);
        buf_puts(page->out, counts[i].counted ? " counted" : counts[i].in_base ? " in the base only" : " passed over");
        if (counts[i].condition.len) buf_puts(page->out, counts[i].counted ? ": " : ", not: ");
        buf_text(&page->said, counts[i].condition);
        page_said(page, 6);
    }
    return true;
}

void page_waivers(struct page *page)
{
    const struct subject *subject = &page->of->reader->subject;
    if (page->of->rule || subject->waiver_count == 0) return;
    buf_puts(page->out, "\nWaivers in force\n");
    for (size_t i = 0; i < subject->waiver_count; i++) {
        explain_waiver(&subject->waivers[i], &page->said);
        page_line(page, 2);
    }
}
