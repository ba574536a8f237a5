#include "out/distribution.h"
#include "out/workbook_book.h"

#include <stdio.h>

#include "base/number.h"
#include "rung.h"

enum { LABELS = 1, FIRST = 2, CHARTS = 5, CHART_ROWS = 12, BAR_COLOUR = 0x2E93BF, GREY = 0xD9E2EC, POINTS_MOST = 64 };

struct page {
    struct book *book;
    lxw_worksheet *at;
    lxw_row_t row; /* the next */
};

/* ---- pieces of a page: rows go from top to bottom, as the file is written so */

static void say(struct page *page, size_t column, const char *text, enum look look)
{
    put_string(page->book, page->at, page->row, column, book_text(page->book, text_of(text)),
               look == LOOK_TEXT ? page->book->tones[TONE_NONE] : page->book->looks[look]);
}

static void count(struct page *page, size_t column, size_t number)
{
    put_figure(page->book, page->at, page->row, column, (double)number, LOOK_WHOLE);
}

static void share(struct page *page, size_t column, size_t part, size_t whole)
{
    if (whole > 0) put_figure(page->book, page->at, page->row, column, (double)part / (double)whole, LOOK_SHARE);
}

static void heading(struct page *page, const char *text)
{
    page->row++;
    say(page, LABELS, text, LOOK_HEADING);
    for (lxw_col_t i = FIRST; i < 12; i++)
        book_note(page->book, worksheet_write_blank(page->at, page->row, i, page->book->looks[LOOK_HEADING]));
    page->row += 2;
}

static void tier_name(struct page *page, size_t column, const struct scorecard *scorecard, size_t tier)
{
    bool none = tier >= scorecard->tier_count;
    enum tone tone = none ? TONE_CALM : tone_of_tier(tier, scorecard->tier_count);
    put_string(page->book, page->at, page->row, column, book_text(page->book, text_of(none ? "no tier" : scorecard->tiers[tier].name)),
               page->book->tones[tone]);
}

static void header(struct page *page, const char *const *names, size_t names_count)
{
    for (size_t i = 0; i < names_count; i++) say(page, LABELS + i, names[i], i > 0 ? LOOK_HEADER_RIGHT : LOOK_HEADER);
    page->row++;
}

/* ---- charts, beside the rows that they are of */

static lxw_chart_series *add_series(struct page *page, lxw_chart *chart, lxw_row_t first, lxw_row_t last)
{
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    if (!series) {
        book_note(page->book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return NULL;
    }
    lxw_chart_fill fill = {.color = BAR_COLOUR};
    chart_series_set_categories(series, "Summary", first, LABELS, last, LABELS);
    chart_series_set_values(series, "Summary", first, FIRST, last, FIRST);
    chart_series_set_fill(series, &fill);
    chart_series_set_labels(series);
    return series;
}

/* Bars run from left to right, the first at the top; the library turns their axes, not their names. */
static void set_axes(lxw_chart *chart, bool bars)
{
    lxw_chart_line line = {.color = GREY};
    lxw_chart_axis *labels = bars ? chart->y_axis : chart->x_axis, *figures = bars ? chart->x_axis : chart->y_axis;
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_chartarea_set_line(chart, &line);
    chart_axis_set_line(labels, &line);
    chart_axis_off(figures);
    chart_axis_major_gridlines_set_visible(figures, LXW_FALSE);
    if (bars) chart_axis_set_reverse(labels);
    chart_set_series_gap(chart, 40);
}

/* Of the figures in the rows from `first` to the one above page->row. */
static lxw_chart_series *add_chart(struct page *page, uint8_t kind, const char *title, lxw_row_t first, const char *said)
{
    lxw_chart *chart = workbook_add_chart(page->book->file, kind);
    lxw_chart_series *series = chart ? add_series(page, chart, first, page->row - 1) : NULL;
    lxw_chart_font font = {.size = 11, .bold = LXW_TRUE};
    char description[128];
    lxw_chart_options options = {
        .x_scale = 1.05, .y_scale = 0.85, .object_position = LXW_OBJECT_MOVE_DONT_SIZE, .description = description};
    if (!series) return NULL;
    snprintf(description, sizeof description, "%s", said);
    chart_title_set_name(chart, title);
    chart_title_set_name_font(chart, &font);
    set_axes(chart, kind == LXW_CHART_BAR);
    book_note(page->book, worksheet_insert_chart_opt(page->at, first - 1, CHARTS, chart, &options));
    return series;
}

static void past_chart(struct page *page, lxw_row_t first)
{
    lxw_row_t below = first + CHART_ROWS;
    if (page->row < below) page->row = below;
    page->row++;
}

/* Bars in the colours of their tiers. */
static void colour_tiers(struct page *page, lxw_chart_series *series, size_t tiers, size_t bars)
{
    lxw_chart_fill fills[POINTS_MOST] = {0};
    lxw_chart_point points[POINTS_MOST] = {0};
    lxw_chart_point *list[POINTS_MOST + 1] = {0};
    if (!series || bars > POINTS_MOST) return;
    for (size_t i = 0; i < bars; i++) {
        fills[i].color = tone_colour(i < tiers ? tone_of_tier(i, tiers) : TONE_CALM);
        points[i].fill = &fills[i];
        list[i] = &points[i];
    }
    book_note(page->book, chart_series_set_points(series, list));
}

/* ---- what the page tells */

static void pair(struct page *page, const char *name, size_t number)
{
    say(page, LABELS, name, LOOK_TEXT);
    count(page, FIRST, number);
    page->row++;
}

static void money_pair(struct page *page, const char *name, struct decimal amount)
{
    say(page, LABELS, name, LOOK_TEXT);
    put_figure(page->book, page->at, page->row, FIRST, decimal_to_double(amount), LOOK_MONEY);
    if (page->book->asked->run->program->currency) say(page, FIRST + 1, page->book->asked->run->program->currency, LOOK_TEXT);
    page->row++;
}

static void put_title(struct page *page)
{
    const struct program *program = page->book->asked->run->program;
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX], line[256];
    date_format(program->period.from, from);
    date_format(program->period.to, to);
    worksheet_set_row(page->at, page->row, 30, NULL);
    say(page, LABELS, program->name, LOOK_TITLE);
    page->row++;
    snprintf(line, sizeof line, "%s: %s to %s", program->period_text, from, to);
    say(page, LABELS, line, LOOK_TEXT);
    page->row++;
    if (program->version && *program->version)
        snprintf(line, sizeof line, "version %s of the program, Rung %s", program->version, RUNG_VERSION);
    else
        snprintf(line, sizeof line, "Rung %s", RUNG_VERSION);
    say(page, LABELS, line, LOOK_TEXT);
    page->row++;
}

static void put_totals(struct page *page, const struct problems *problems)
{
    const struct workbook *asked = page->book->asked;
    heading(page, "At a glance");
    pair(page, "partners", asked->run->data.partners);
    if (asked->summary->incomplete > 0) pair(page, "with an incomplete scorecard", asked->summary->incomplete);
    if (asked->summary->waived > 0) pair(page, "with a waiver", asked->summary->waived);
    if (asked->run->program->margin.on) money_pair(page, "recommended margin", asked->summary->margin_cost);
    if (asked->run->program->incentive_count > 0) money_pair(page, "rebates paid", asked->summary->rebates);
    pair(page, "problems", problems->errors);
    if (problems->warnings > 0) pair(page, "warnings", problems->warnings);
}

static void put_tiers(struct page *page, size_t s)
{
    const struct workbook *asked = page->book->asked;
    const struct scorecard *scorecard = &asked->run->program->scorecards[s];
    const size_t *tiers = asked->summary->tiers + asked->summary->first[s];
    size_t bars = scorecard->tier_count + (tiers[scorecard->tier_count] > 0);
    header(page, (const char *const[]){"tier", "partners", "share"}, 3);
    lxw_row_t first = page->row;
    for (size_t t = 0; t < bars; t++, page->row++) {
        tier_name(page, LABELS, scorecard, t);
        count(page, FIRST, tiers[t]);
        share(page, FIRST + 1, tiers[t], asked->run->data.partners);
    }
    colour_tiers(page, add_chart(page, LXW_CHART_BAR, "Partners by tier", first, "A bar for each tier, highest first: its partners"),
                 scorecard->tier_count, bars);
    past_chart(page, first);
}

static void put_scores(struct page *page, const struct distribution *distribution)
{
    struct score_steps steps = score_steps_of(distribution->scores, distribution->score_count);
    if (steps.count == 0) return;
    header(page, (const char *const[]){"score, from \xe2\x80\x93 to below", "partners", "share"}, 3);
    lxw_row_t first = page->row;
    for (size_t i = 0; i < steps.count; i++, page->row++) {
        char from[NUMBER_TEXT_MAX], to[NUMBER_TEXT_MAX], label[2 * NUMBER_TEXT_MAX + 16];
        number_format(number_tidy(steps.first + (double)i * steps.width), from);
        number_format(number_tidy(steps.first + (double)(i + 1) * steps.width), to);
        snprintf(label, sizeof label, "%s\xe2\x80\x93%s", from, to);
        say(page, LABELS, label, LOOK_TEXT);
        count(page, FIRST, steps.partners[i]);
        share(page, FIRST + 1, steps.partners[i], distribution->score_count);
    }
    add_chart(page, LXW_CHART_COLUMN, "Partners by score", first, "A column for each step of the score: its partners");
    past_chart(page, first);
}

/* Partners that came from the tier, or went to it; the one behind the last is that of no tier. */
static bool is_used(const struct distribution *distribution, size_t tiers, size_t tier)
{
    size_t used = 0;
    for (size_t i = 0; i <= tiers; i++) used += distribution->moves[tier * (tiers + 1) + i] + distribution->moves[i * (tiers + 1) + tier];
    return used > 0;
}

static bool anything_moves(const struct distribution *distribution, size_t tiers)
{
    for (size_t i = 0; i < tiers * (tiers + 1); i++)
        if (distribution->moves[i] > 0) return true;
    return false;
}

static void put_matrix(struct page *page, const struct scorecard *scorecard, const struct distribution *distribution)
{
    size_t tiers = scorecard->tier_count, side = tiers + is_used(distribution, tiers, tiers);
    say(page, LABELS, "last tier (down), this one (across)", LOOK_HEADER);
    for (size_t to = 0; to < side; to++) say(page, FIRST + to, to < tiers ? scorecard->tiers[to].name : "no tier", LOOK_HEADER_RIGHT);
    page->row++;
    for (size_t from = 0; from < side; from++, page->row++) {
        tier_name(page, LABELS, scorecard, from);
        for (size_t to = 0; to < side; to++) {
            size_t partners = distribution->moves[from * (tiers + 1) + to];
            enum look look = from == to || from == tiers ? LOOK_SAME : to < from ? LOOK_UP : LOOK_DOWN;
            if (partners > 0) put_figure(page->book, page->at, page->row, FIRST + to, (double)partners, look);
        }
    }
    page->row++;
}

static void put_moves(struct page *page, size_t s, const struct distribution *distribution)
{
    const struct scorecard *scorecard = &page->book->asked->run->program->scorecards[s];
    const size_t *moves = page->book->asked->summary->moves[s];
    if (!anything_moves(distribution, scorecard->tier_count)) return;
    put_matrix(page, scorecard, distribution);
    header(page, (const char *const[]){"movement", "partners", "share"}, 3);
    for (size_t k = 0; k < MOVED_KIND_COUNT; k++) {
        if (moves[k] == 0) continue;
        share(page, FIRST + 1, moves[k], page->book->asked->run->data.partners);
        pair(page, movement_names[k], moves[k]);
    }
}

static void put_scorecard(struct page *page, size_t s, const struct distribution *distribution)
{
    const struct program *program = page->book->asked->run->program;
    char title[300];
    snprintf(title, sizeof title, "Scorecard %s", program->scorecards[s].name);
    heading(page, title);
    if (program->scorecards[s].tier_count > 0) put_tiers(page, s);
    put_scores(page, distribution);
    put_moves(page, s, distribution);
}

static void set_page(struct page *page)
{
    worksheet_gridlines(page->at, LXW_HIDE_ALL_GRIDLINES);
    book_note(page->book, worksheet_set_column(page->at, 0, 0, 2, NULL));
    book_note(page->book, worksheet_set_column(page->at, LABELS, LABELS, 36, NULL));
    book_note(page->book, worksheet_set_column(page->at, FIRST, 12, 13, NULL));
    book_pages(page->book, page->at, 1);
}

bool summary_sheet(struct book *book, const struct problems *problems)
{
    struct arena arena = {0};
    const struct distribution *all = distributions_make(book->asked->run, &arena);
    struct page page = {.book = book, .at = all ? book_sheet(book, "Summary") : NULL, .row = 1};
    if (!all) book_note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    if (page.at) {
        set_page(&page);
        put_title(&page);
        put_totals(&page, problems);
        for (size_t s = 0; s < book->asked->run->program->scorecard_count; s++) put_scorecard(&page, s, &all[s]);
    }
    arena_release(&arena);
    return book->error == LXW_NO_ERROR;
}
