#include "out/sheets.h"

#include <stdio.h>

#include "out/cells.h"
#include "out/money_sheets.h"
#include "out/next_text.h"
#include "out/warnings.h"
#include "run/traits.h"

/* ---- the columns */

static void add_name(const char **names, size_t *count, const char *name)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(names[i], name) == 0) return;
    names[(*count)++] = name;
}

static bool name_columns(struct layout *layout, struct arena *arena)
{
    const struct program *program = layout->run->program;
    size_t categories = 0;
    for (size_t s = 0; s < program->scorecard_count; s++) categories += program->scorecards[s].category_count;
    layout->names = arena_array(arena, program->metric_count + 1, sizeof *layout->names);
    layout->categories = arena_array(arena, categories + 1, sizeof *layout->categories);
    if (!layout->names || !layout->categories) return false;
    for (size_t m = 0; m < program->metric_count; m++) add_name(layout->names, &layout->count, program->metrics[m].name);
    for (size_t s = 0; s < program->scorecard_count; s++)
        for (size_t c = 0; c < program->scorecards[s].category_count; c++)
            add_name(layout->categories, &layout->category_count, program->scorecards[s].categories[c].name);
    return true;
}

static bool find_metrics(struct layout *layout, struct arena *arena)
{
    const struct program *program = layout->run->program;
    size_t tracks = 0;
    layout->tracks = arena_array(arena, program->scorecard_count + 1, sizeof *layout->tracks);
    for (size_t s = 0; layout->tracks && s < program->scorecard_count; tracks += program->scorecards[s++].track_count)
        layout->tracks[s] = tracks;
    layout->metrics = arena_array(arena, tracks * layout->count + 1, sizeof *layout->metrics);
    if (!layout->tracks || !layout->metrics) return false;
    int *at = layout->metrics;
    for (size_t s = 0; s < program->scorecard_count; s++)
        for (size_t t = 0; t < program->scorecards[s].track_count; t++)
            for (size_t i = 0; i < layout->count; i++) *at++ = program_metric(program, s, t, text_of(layout->names[i]));
    return true;
}

static void put_metric_cells(const struct layout *layout, size_t m, struct csv_row *row)
{
    const struct metric *metric = &layout->run->program->metrics[m];
    const struct scorecard *scorecard = &layout->run->program->scorecards[metric->scorecard];
    csv_string(row, scorecard->name);
    csv_string(row, scorecard->tracks[metric->track].name);
    csv_string(row, block_names[metric->block]);
    csv_string(row, metric->name);
}

static void put_unit_cell(const struct layout *layout, size_t m, struct csv_row *row)
{
    csv_string(row, metric_unit(layout->run, m));
}

static void put_incentive_cell(const struct layout *layout, size_t i, struct csv_row *row)
{
    csv_string(row, layout->run->program->incentives[i].name);
}

typedef void put_cells(const struct layout *layout, size_t index, struct csv_row *row);

/* Cells of each of `count` things, ready to be put. NULL: no memory. */
static struct text *make_ready(const struct layout *layout, put_cells *put, size_t count, const struct csv_style *style,
                               struct arena *arena)
{
    struct buf scratch = {0};
    struct text *ready = arena_array(arena, count + 1, sizeof *ready);
    bool good = ready != NULL;
    for (size_t i = 0; good && i < count; i++) {
        struct csv_row row = {.out = &scratch, .style = style};
        buf_clear(&scratch);
        put(layout, i, &row);
        ready[i] = arena_text(arena, buf_view(&scratch));
        good = ready[i].ptr != NULL && !scratch.failed;
    }
    buf_release(&scratch);
    return good ? ready : NULL;
}

bool layout_init(struct layout *layout, const struct run *run, const struct csv_style *style, struct arena *arena)
{
    const struct program *program = run->program;
    *layout = (struct layout){.run = run};
    if (!name_columns(layout, arena) || !find_metrics(layout, arena)) return false;
    layout->metric_cells = make_ready(layout, put_metric_cells, program->metric_count, style, arena);
    layout->unit_cells = make_ready(layout, put_unit_cell, program->metric_count, style, arena);
    layout->incentive_cells = make_ready(layout, put_incentive_cell, program->incentive_count, style, arena);
    return layout->metric_cells && layout->unit_cells && layout->incentive_cells;
}

static void column(struct csv_row *row, const char *prefix, const char *name, const char *suffix)
{
    char text[256];
    snprintf(text, sizeof text, "%s%s%s", prefix, name, suffix);
    csv_string(row, text);
}

void partner_cells(const struct card_reader *reader, struct csv_row *row)
{
    csv_text(row, run_partner_key(reader->run, reader->partner));
    csv_text(row, run_partner_name(reader->run, reader->partner));
}

/* There may be one of its value and one of its points. */
static void put_metric_waivers(struct buf *text, const struct card_reader *reader, size_t metric)
{
    for (size_t i = 0; i < reader->subject.waiver_count; i++) {
        const struct waiver *waiver = &reader->subject.waivers[i];
        if ((waiver->kind == WAIVE_VALUE || waiver->kind == WAIVE_POINTS) && waiver->index == metric) put_waiver(text, waiver);
    }
}

static void metric_waivers_cell(const struct card_reader *reader, size_t metric, struct csv_row *row)
{
    struct buf text = {0};
    put_metric_waivers(&text, reader, metric);
    made_cell(row, &text);
}

/* All waivers that changed something on this scorecard. */
static void card_waivers_cell(const struct card_reader *reader, size_t s, struct csv_row *row)
{
    const struct card_scorecard *card = &reader->card.scorecards[s];
    const struct track *track = &reader->run->program->scorecards[s].tracks[card->track];
    struct buf text = {0};
    put_waiver(&text, card->waiver);
    if (reader->run->program->margin.scorecard == s) put_waiver(&text, reader->margin.waiver);
    for (size_t m = 0; m < track->metric_count; m++) put_metric_waivers(&text, reader, track->first_metric + m);
    made_cell(row, &text);
}

/* NULL: the conditions of all tracks fail. */
static const struct track *track_of(const struct card_reader *reader, size_t scorecard)
{
    const struct card_scorecard *card = &reader->card.scorecards[scorecard];
    return card->on_track ? &reader->run->program->scorecards[scorecard].tracks[card->track] : NULL;
}

static const char *track_name(const struct card_reader *reader, size_t scorecard)
{
    const struct track *track = track_of(reader, scorecard);
    return track ? track->name : "";
}

const char *metric_state_name(const struct card_metric *metric)
{
    if (metric->waiver) return "waived";
    if (metric->switched_off && metric->state != MEASURE_FAILED) return "switched off";
    bool no_data = metric->state == MEASURE_NO_DATA || metric->unearned;
    if (no_data && !metric->has_points) return "left out";
    return measure_state_names[no_data ? MEASURE_NO_DATA : metric->state];
}

/* ---- scorecards.csv: a row per partner and scorecard */

static void scorecards_header(const struct layout *layout, struct csv_row *row)
{
    COLUMNS(row, "partner", "name", "scorecard", "track", "score", "tier", "prior_tier", "movement", "earned_tier", "periods_below",
            "complete", "margin_pct", "margin_amount", "rebates", "set_aside_rows", "waiver");
    for (size_t b = 0; b < BLOCK_COUNT; b++) column(row, "block.", block_names[b], "");
    COLUMNS(row, "periods_above");
    for (size_t c = 0; c < layout->category_count; c++) column(row, "category.", layout->categories[c], "");
    for (size_t i = 0; i < layout->count; i++) {
        csv_string(row, layout->names[i]);
        column(row, layout->names[i], ".points", "");
    }
    COLUMNS(row, "next_tier", "score_short", "next_tier_missing", "next_tier_ways");
    csv_end(row);
}

static void margin_cells(const struct card_reader *reader, bool here, struct csv_row *row)
{
    const struct program *program = reader->run->program;
    const struct margin *margin = &reader->margin;
    bool given = here && margin->given;
    percent_cell(row, given, margin->recommended);
    money_cell(program, row, given && margin->has_amount, margin->amount);
    money_cell(program, row, here && margin->has_rebates, margin->rebates);
}

static void metric_cells(const struct layout *layout, const struct card_reader *reader, size_t scorecard, struct csv_row *row)
{
    const struct card_scorecard *card = &reader->card.scorecards[scorecard];
    const int *metrics = layout->metrics + (layout->tracks[scorecard] + card->track) * layout->count;
    for (size_t i = 0; i < layout->count; i++) {
        int m = card->on_track ? metrics[i] : -1;
        const struct card_metric *metric = m < 0 ? NULL : &reader->card.metrics[m];
        number_cell(row, metric && metric->state == MEASURE_VALUE, metric ? metric->value : 0);
        points_cell(row, metric && metric->has_points, metric ? metric->points : 0);
    }
}

static void category_cells(const struct layout *layout, const struct card_scorecard *card, const struct scorecard *scorecard,
                           struct csv_row *row)
{
    for (size_t i = 0; i < layout->category_count; i++) {
        const struct card_block *found = NULL;
        for (size_t c = 0; c < scorecard->category_count; c++)
            if (strcmp(scorecard->categories[c].name, layout->categories[i]) == 0) found = &card->categories[c];
        points_cell(row, found && found->given, found ? found->score : 0);
    }
}

static void next_cells(const struct card_reader *reader, size_t s, struct csv_row *row)
{
    const struct scorecard *scorecard = &reader->run->program->scorecards[s];
    struct buf missing = {0}, ways = {0};
    const struct next *next = card_reader_next(reader, s);
    tier_cell(scorecard, next->tier, row);
    number_cell(row, next->tier >= 0 && scorecard->tiers[next->tier].score.given, next->score_short);
    if (next->tier >= 0) put_next_missing(&missing, reader, s, next);
    if (next->tier >= 0) put_next_ways(&ways, reader, s, next);
    made_cell(row, &missing);
    made_cell(row, &ways);
}

static void scorecard_row(const struct layout *layout, const struct card_reader *reader, struct text partner, size_t s, struct csv_row *row)
{
    const struct program *program = layout->run->program;
    const struct scorecard *scorecard = &program->scorecards[s];
    const struct card_scorecard *card = &reader->card.scorecards[s];
    bool pays = program->margin.scorecard == s && (program->margin.given || program->incentive_count > 0);
    csv_ready(row, partner);
    COLUMNS(row, scorecard->name, track_name(reader, s));
    score_cell(row, card);
    tier_cell(scorecard, card->tier, row);
    tier_cell(scorecard, card->prior, row);
    if (scorecard->prior < 0 && !reader->subject.past)
        csv_empty(row);
    else
        csv_word(row, movement_names[card->movement]);
    tier_cell(scorecard, card->earned, row);
    number_cell(row, card->below > 0, card->below);
    csv_yesno(row, card->complete);
    margin_cells(reader, pays, row);
    csv_number(row, layout->run->data.troubles[reader->partner]);
    card_waivers_cell(reader, s, row);
    for (size_t b = 0; b < BLOCK_COUNT; b++) points_cell(row, card->blocks[b].given, card->blocks[b].score);
    number_cell(row, card->above > 0, card->above);
    category_cells(layout, card, scorecard, row);
    metric_cells(layout, reader, s, row);
    next_cells(reader, s, row);
    csv_end(row);
}

static void scorecards_rows(const struct layout *layout, const struct card_reader *reader, struct text partner, struct csv_row *row)
{
    for (size_t s = 0; s < layout->run->program->scorecard_count; s++) scorecard_row(layout, reader, partner, s, row);
}

/* ---- metrics.csv: a row per partner, scorecard and metric of the track in force */

static void metrics_header(const struct layout *layout, struct csv_row *row)
{
    (void)layout;
    COLUMNS(row, "partner", "name", "scorecard", "track", "block", "metric", "value", "unit", "points", "weight", "contribution", "counts",
            "state", "reason", "waiver", "rows_counted", "rows_passed_over");
    csv_end(row);
}

static void metric_row(const struct layout *layout, const struct card_reader *reader, struct text partner, size_t m, struct csv_row *row)
{
    const struct card_metric *card = &reader->card.metrics[m];
    const struct measure *measure = &run_measures(layout->run, reader->partner)[m];
    char room[REASON_ROOM];
    csv_ready(row, partner);
    csv_ready(row, layout->metric_cells[m]);
    number_cell(row, card->state == MEASURE_VALUE, card->value);
    csv_ready(row, layout->unit_cells[m]);
    points_cell(row, card->has_points, card->points);
    csv_number(row, card->weight);
    points_cell(row, card->counts, card->contribution);
    csv_yesno(row, card->counts);
    csv_word(row, metric_state_name(card));
    csv_text(row, metric_reason(reader, m, room));
    metric_waivers_cell(reader, m, row);
    number_cell(row, measure->has_rows, measure->counted);
    number_cell(row, measure->has_rows, measure->passed_over);
    csv_end(row);
}

static void metrics_rows(const struct layout *layout, const struct card_reader *reader, struct text partner, struct csv_row *row)
{
    for (size_t s = 0; s < layout->run->program->scorecard_count; s++) {
        const struct track *track = track_of(reader, s);
        for (size_t i = 0; track && i < track->metric_count; i++) metric_row(layout, reader, partner, track->first_metric + i, row);
    }
}

const struct sheet sheets[SHEET_COUNT] = {
    [SHEET_SCORECARDS] = {"scorecards", scorecards_header, scorecards_rows},
    [SHEET_METRICS] = {"metrics", metrics_header, metrics_rows},
    [SHEET_AWARDS] = {"awards", awards_header, awards_rows},
    [SHEET_MARGINS] = {"margins", margins_header, margins_rows},
    [SHEET_PAYOUTS] = {"payouts", payouts_header, payouts_rows},
    [SHEET_WARNINGS] = {"warnings", warnings_header, warnings_rows},
};

/* ---- problems.csv */

static void count_cell(struct csv_row *row, uint32_t number)
{
    number_cell(row, number > 0, number);
}

void problems_sheet(const struct problems *problems, struct csv_row *row)
{
    csv_begin(row);
    COLUMNS(row, "severity", "file", "line", "column", "partner", "subject", "problem", "cure", "detail");
    csv_end(row);
    for (size_t i = 0; i < problems->count; i++) {
        const struct problem *problem = &problems->items[i];
        csv_word(row, severity_names[problem->severity]);
        csv_string(row, problem->place.file);
        count_cell(row, problem->place.line);
        count_cell(row, problem->place.column);
        COLUMNS(row, problem->partner, problem->subject, problem->what, problem->cure, problem->detail);
        csv_end(row);
    }
}
