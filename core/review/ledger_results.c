/* A ledger of a folder of results. */
#include "review/ledger.h"

struct reading {
    struct ledger *ledger;
    struct finished *finished;
    struct arena *arena;
};

/* ---- the shape, from run.json */

static bool name_tiers(struct ledger_scorecard *into, const struct node *tiers, struct arena *arena)
{
    into->tiers = arena_array(arena, tiers->count + 1, sizeof *into->tiers);
    for (size_t t = 0; into->tiers && tiers->kind == NODE_MAP && t < tiers->count; t++)
        into->tiers[into->tier_count++] = tiers->keys[t].ptr;
    return into->tiers != NULL;
}

static bool name_metrics(struct ledger_scorecard *into, const struct node *definitions, struct arena *arena)
{
    into->metrics = arena_array(arena, definitions->count + 1, sizeof *into->metrics);
    for (size_t m = 0; into->metrics && m < definitions->count; m++) {
        const char *name = recorded_word(definitions->items[m], "metric");
        if (strcmp(recorded_word(definitions->items[m], "scorecard"), into->name) != 0) continue;
        if (ledger_metric(into, text_of(name)) < 0) into->metrics[into->metric_count++] = name;
    }
    return into->metrics != NULL;
}

static bool read_shape(const struct reading *reading)
{
    struct ledger *ledger = reading->ledger;
    const struct node *record = reading->finished->record, *scorecards = recorded_in(record, "scorecards");
    const struct node *definitions = recorded_in(record, "metrics");
    ledger->program = recorded_word(recorded_in(record, "program"), "name");
    ledger->currency = recorded_word(recorded_in(record, "program"), "currency");
    ledger->period = recorded_word(recorded_in(record, "period"), "name");
    ledger->scorecards = arena_array(reading->arena, scorecards->count + 1, sizeof *ledger->scorecards);
    for (size_t s = 0; ledger->scorecards && scorecards->kind == NODE_MAP && s < scorecards->count; s++) {
        struct ledger_scorecard *into = &ledger->scorecards[ledger->scorecard_count++];
        into->name = scorecards->keys[s].ptr;
        if (!name_tiers(into, recorded_in(scorecards->items[s], "tiers"), reading->arena)) return false;
        if (!name_metrics(into, definitions, reading->arena)) return false;
    }
    return ledger->scorecards != NULL;
}

/* ---- scorecards.csv */

/* Rows of a partner stand together: the partner of a row is that of the row before, or the next one. */
struct columns_of_cards {
    size_t partner, name, scorecard, score, tier, earned, movement, complete, rate, margin, rebates, next, missing;
};

static struct columns_of_cards card_columns(const struct grid *grid)
{
    return (struct columns_of_cards){
        .partner = finished_column(grid, "partner"),
        .name = finished_column(grid, "name"),
        .scorecard = finished_column(grid, "scorecard"),
        .score = finished_column(grid, "score"),
        .tier = finished_column(grid, "tier"),
        .earned = finished_column(grid, "earned_tier"),
        .movement = finished_column(grid, "movement"),
        .complete = finished_column(grid, "complete"),
        .rate = finished_column(grid, "margin_pct"),
        .margin = finished_column(grid, "margin_amount"),
        .rebates = finished_column(grid, "rebates"),
        .next = finished_column(grid, "next_tier"),
        .missing = finished_column(grid, "next_tier_missing"),
    };
}

static bool same_partner(const struct grid *grid, size_t row, size_t column)
{
    return row > 0 && text_equal(grid_cell(&grid->rows[row], column), grid_cell(&grid->rows[row - 1], column));
}

static size_t count_partners(const struct grid *grid, size_t column)
{
    size_t count = 0;
    for (size_t r = 0; r < grid->count; r++) count += !same_partner(grid, r, column);
    return count;
}

static void read_card(const struct reading *reading, const struct grid_row *row, const struct columns_of_cards *at, size_t partner)
{
    struct ledger *ledger = reading->ledger;
    struct ledger_money *money = &ledger->money[partner];
    int s = ledger_scorecard(ledger, finished_text(row, at->scorecard));
    money->has_rate |= finished_decimal(reading->finished, row, at->rate, &money->rate);
    money->has_margin |= finished_decimal(reading->finished, row, at->margin, &money->margin);
    money->has_rebates |= finished_decimal(reading->finished, row, at->rebates, &money->rebates);
    if (s < 0) return;
    struct ledger_standing *standing = &ledger->standings[partner * ledger->scorecard_count + (size_t)s];
    standing->complete = text_is(grid_cell(row, at->complete), "yes");
    standing->has_score = finished_number(reading->finished, row, at->score, &standing->score);
    standing->tier = ledger_tier(&ledger->scorecards[s], finished_text(row, at->tier));
    standing->earned = ledger_tier(&ledger->scorecards[s], finished_text(row, at->earned));
    standing->movement = arena_string(reading->arena, finished_text(row, at->movement));
    standing->next = ledger_tier(&ledger->scorecards[s], finished_text(row, at->next));
    standing->missing = finished_text(row, at->missing);
}

static bool read_cards(const struct reading *reading)
{
    struct ledger *ledger = reading->ledger;
    const struct grid *grid = &reading->finished->tables[SHEET_SCORECARDS];
    struct columns_of_cards at = card_columns(grid);
    bool metrics = finished_has(reading->finished, SHEET_METRICS);
    if (!ledger_open(ledger, count_partners(grid, at.partner), metrics, reading->arena)) return false;
    for (size_t i = 0; i < ledger->partners * ledger->scorecard_count; i++)
        ledger->standings[i] = (struct ledger_standing){.tier = -1, .earned = -1, .next = -1, .movement = ""};
    for (size_t r = 0, partner = SIZE_MAX; r < grid->count; r++) {
        if (!same_partner(grid, r, at.partner)) partner++;
        ledger->keys[partner] = finished_text(&grid->rows[r], at.partner);
        ledger->names[partner] = finished_text(&grid->rows[r], at.name);
        read_card(reading, &grid->rows[r], &at, partner);
    }
    return ledger_close(ledger, reading->arena);
}

/* ---- metrics.csv */

static void read_entry(const struct reading *reading, const struct grid_row *row, const size_t at[4], struct ledger_entry *entry)
{
    const struct finished *finished = reading->finished;
    entry->there = true;
    entry->has_value = finished_number(finished, row, at[0], &entry->value);
    entry->has_points = finished_number(finished, row, at[1], &entry->points);
    finished_number(finished, row, at[2], &entry->weight);
    finished_number(finished, row, at[3], &entry->contribution);
}

static void read_metrics(const struct reading *reading)
{
    const struct ledger *ledger = reading->ledger;
    const struct grid *grid = &reading->finished->tables[SHEET_METRICS];
    size_t key = finished_column(grid, "partner"), scorecard = finished_column(grid, "scorecard"), metric = finished_column(grid, "metric");
    size_t at[] = {finished_column(grid, "value"), finished_column(grid, "points"), finished_column(grid, "weight"),
                   finished_column(grid, "contribution")};
    for (size_t r = 0, partner = SIZE_MAX; r < grid->count; r++) {
        const struct grid_row *row = &grid->rows[r];
        if (!same_partner(grid, r, key)) partner = ledger_find(ledger, finished_text(row, key));
        int s = ledger_scorecard(ledger, finished_text(row, scorecard));
        int m = s < 0 ? -1 : ledger_metric(&ledger->scorecards[s], finished_text(row, metric));
        if (partner == SIZE_MAX || m < 0) continue;
        read_entry(reading, row, at, &ledger->entries[partner * ledger->metric_count + ledger->scorecards[s].first_metric + (size_t)m]);
    }
}

bool ledger_of_results(struct ledger *ledger, struct finished *finished, struct problems *problems)
{
    struct reading reading = {ledger, finished, finished->arena};
    *ledger = (struct ledger){0};
    if (!finished_table(finished, SHEET_SCORECARDS, problems) || !read_shape(&reading) || !read_cards(&reading)) return false;
    if (!ledger->entries) return true;
    if (!finished_table(finished, SHEET_METRICS, problems)) return false;
    read_metrics(&reading);
    return !finished->arena->failed;
}
