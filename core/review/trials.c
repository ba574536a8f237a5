#include "review/trials.h"

#include "base/wrap.h"
#include "out/cells.h"
#include "review/said.h"

/* ---- keeping */

static bool keep_scorecard(struct trial_scorecard *kept, const struct compared_scorecard *own, struct arena *arena)
{
    *kept = (struct trial_scorecard){.name = arena_string(arena, text_of(own->name)),
                                     .tier_count = own->tier_count,
                                     .up = own->counts[SHIFT_UP],
                                     .down = own->counts[SHIFT_DOWN]};
    kept->tiers = arena_array(arena, own->tier_count + 1, sizeof *kept->tiers);
    kept->partners = arena_array(arena, own->tier_count + 1, sizeof *kept->partners);
    if (arena->failed) return false;
    for (size_t to = 0; to <= own->tier_count; to++) {
        if (to < own->tier_count) kept->tiers[to] = arena_string(arena, text_of(own->tiers[to]));
        for (size_t from = 0; from < own->side; from++) kept->partners[to] += own->matrix[from * own->side + to];
    }
    return !arena->failed;
}

static bool keep_trial(struct trial *trial, const char *label, const struct comparison *comparison, struct arena *arena)
{
    *trial = (struct trial){.label = arena_string(arena, text_of(label)),
                            .partners = comparison->after->partners,
                            .scorecard_count = comparison->scorecard_count,
                            .margin = comparison->margin,
                            .rebates = comparison->rebates,
                            .money = comparison->money};
    trial->scorecards = arena_array(arena, comparison->scorecard_count + 1, sizeof *trial->scorecards);
    for (size_t s = 0; trial->scorecards && s < comparison->scorecard_count; s++)
        if (!keep_scorecard(&trial->scorecards[s], &comparison->scorecards[s], arena)) return false;
    return !arena->failed;
}

bool trials_room(struct trials *trials, size_t count, struct arena *arena)
{
    trials->items = arena_array(arena, count + 1, sizeof *trials->items);
    return trials->items != NULL;
}

bool trials_add(struct trials *trials, const char *label, const struct review *review, struct arena *arena)
{
    if (trials->count == 0) {
        trials->currency = arena_string(arena, text_of(review->comparison->after->currency));
        if (!rules_copy(&trials->rules, review->rules, arena)) return false;
    }
    return keep_trial(&trials->items[trials->count++], label, review->comparison, arena);
}

/* ---- text */

struct tabling {
    const struct trials *trials;
    const char *scorecard;
    const char **tiers; /* of all trials */
    size_t tier_count, label, width;
    struct buf *out;
};

static const struct trial_scorecard *scorecard_of(const struct trial *trial, const char *name)
{
    for (size_t s = 0; s < trial->scorecard_count; s++)
        if (strcmp(trial->scorecards[s].name, name) == 0) return &trial->scorecards[s];
    return NULL;
}

static int find_tier(const char *const *tiers, size_t count, const char *name)
{
    for (size_t t = 0; t < count; t++)
        if (strcmp(tiers[t], name) == 0) return (int)t;
    return -1;
}

static void widen(size_t *width, const char *text, size_t more)
{
    size_t columns = text_columns(text_of(text)) + more;
    if (columns > *width) *width = columns;
}

static bool find_columns(struct tabling *tabling, struct arena *arena)
{
    size_t room = 0;
    for (size_t i = 0; i < tabling->trials->count; i++) {
        const struct trial_scorecard *scorecard = scorecard_of(&tabling->trials->items[i], tabling->scorecard);
        room += scorecard ? scorecard->tier_count : 0;
    }
    tabling->tiers = arena_array(arena, room + 1, sizeof *tabling->tiers);
    tabling->width = 7;
    widen(&tabling->label, tabling->trials->what, 2);
    for (size_t i = 0; tabling->tiers && i < tabling->trials->count; i++) {
        const struct trial_scorecard *scorecard = scorecard_of(&tabling->trials->items[i], tabling->scorecard);
        widen(&tabling->label, tabling->trials->items[i].label, 2);
        for (size_t t = 0; scorecard && t < scorecard->tier_count; t++) {
            if (find_tier(tabling->tiers, tabling->tier_count, scorecard->tiers[t]) >= 0) continue;
            tabling->tiers[tabling->tier_count++] = scorecard->tiers[t];
            widen(&tabling->width, scorecard->tiers[t], 2);
        }
    }
    return tabling->tiers != NULL;
}

static void put_money(const struct tabling *tabling, const struct change *margin, const struct change *rebates, const struct change *money)
{
    char said[SAID_MAX];
    said_right(tabling->out, said_money(margin->after, said), 18);
    said_right(tabling->out, said_money(rebates->after, said), 18);
    said_right(tabling->out, said_money_change(money->change, said), 18);
    said_right(tabling->out, said_share(money->change, money->before, said), 10);
    while (tabling->out->len > 0 && !tabling->out->failed && tabling->out->ptr[tabling->out->len - 1] == ' ') tabling->out->len--;
    buf_char(tabling->out, '\n');
}

static void put_head(const struct tabling *tabling)
{
    buf_puts(tabling->out, tabling->trials->what);
    wrap_to(tabling->out, tabling->label);
    for (size_t t = 0; t < tabling->tier_count; t++) said_right(tabling->out, tabling->tiers[t], tabling->width);
    said_right(tabling->out, "no tier", 9);
    said_right(tabling->out, "up", 8);
    said_right(tabling->out, "down", 8);
    said_right(tabling->out, "margin", 18);
    said_right(tabling->out, "rebates", 18);
    said_right(tabling->out, "change", 18);
    buf_char(tabling->out, '\n');
}

static void put_trial(const struct tabling *tabling, const struct trial *trial)
{
    const struct trial_scorecard *scorecard = scorecard_of(trial, tabling->scorecard);
    buf_visible(tabling->out, text_of(trial->label), "");
    wrap_to(tabling->out, tabling->label);
    for (size_t t = 0; t < tabling->tier_count; t++) {
        int at = scorecard ? find_tier(scorecard->tiers, scorecard->tier_count, tabling->tiers[t]) : -1;
        said_cell(tabling->out, at < 0 ? 0 : scorecard->partners[at], tabling->width);
    }
    said_cell(tabling->out, scorecard ? scorecard->partners[scorecard->tier_count] : 0, 9);
    said_cell(tabling->out, scorecard ? scorecard->up : 0, 8);
    said_cell(tabling->out, scorecard ? scorecard->down : 0, 8);
    put_money(tabling, &trial->margin, &trial->rebates, &trial->money);
}

static void put_sum(const struct tabling *tabling)
{
    struct change margin = {0}, rebates = {0}, money = {0};
    for (size_t i = 0; i < tabling->trials->count; i++) {
        change_add(&margin, &tabling->trials->items[i].margin);
        change_add(&rebates, &tabling->trials->items[i].rebates);
        change_add(&money, &tabling->trials->items[i].money);
    }
    buf_puts(tabling->out, "all");
    wrap_to(tabling->out, tabling->label + tabling->tier_count * tabling->width + 25);
    put_money(tabling, &margin, &rebates, &money);
}

static void put_what(const struct trials *trials, struct buf *out)
{
    if (trials->against)
        buf_printf(out, "%s in place of %s\n", trials->against, trials->program);
    else
        buf_printf(out, "%s, %s", trials->program, trials->key ? "with other values of " : "changed\n");
    if (trials->key && trials->against) buf_puts(out, "with other values of ");
    if (trials->key) buf_printf(out, "%s\n", trials->key);
    rules_text(&trials->rules, 2, trials->all, out);
}

bool trials_text(const struct trials *trials, struct arena *arena, struct buf *out)
{
    const struct trial *first = &trials->items[0];
    put_what(trials, out);
    for (size_t s = 0; trials->count > 0 && s < first->scorecard_count; s++) {
        struct tabling tabling = {.trials = trials, .scorecard = first->scorecards[s].name, .out = out};
        if (!find_columns(&tabling, arena)) return false;
        buf_char(out, '\n');
        buf_visible(out, text_of(tabling.scorecard), "");
        buf_printf(out, ", partners by tier after the change%s%s\n", *trials->currency ? "; amounts in " : "", trials->currency);
        put_head(&tabling);
        for (size_t i = 0; i < trials->count; i++) put_trial(&tabling, &trials->items[i]);
        if (trials->sum) put_sum(&tabling);
    }
    if (trials->chart) trials_chart(trials, out);
    return true;
}

/* ---- JSON, CSV */

static void put_scorecard(struct json *json, const struct trial_scorecard *scorecard)
{
    json_open(json, scorecard->name, '{');
    json_open(json, "tiers", '{');
    for (size_t t = 0; t < scorecard->tier_count; t++) json_count(json, scorecard->tiers[t], scorecard->partners[t]);
    json_close(json, '}');
    json_count(json, "no_tier", scorecard->partners[scorecard->tier_count]);
    json_count(json, "up", scorecard->up);
    json_count(json, "down", scorecard->down);
    json_close(json, '}');
}

void trials_json(const struct trials *trials, struct json *json)
{
    json_string(json, "program", trials->program);
    json_string(json, "against", trials->against);
    json_string(json, "key", trials->key);
    rules_json(&trials->rules, json);
    json_string(json, "currency", trials->currency);
    json_open(json, "trials", '[');
    for (size_t i = 0; i < trials->count; i++) {
        const struct trial *trial = &trials->items[i];
        json_open(json, NULL, '{');
        json_string(json, trials->what, trial->label);
        json_count(json, "partners", trial->partners);
        json_open(json, "scorecards", '{');
        for (size_t s = 0; s < trial->scorecard_count; s++) put_scorecard(json, &trial->scorecards[s]);
        json_close(json, '}');
        json_change(json, "margin", &trial->margin);
        json_change(json, "rebates", &trial->rebates);
        json_change(json, "together", &trial->money);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void change_cells(struct csv_row *row, const struct change *change)
{
    csv_decimal(row, change->before);
    csv_decimal(row, change->after);
    csv_decimal(row, change->change);
}

/* Tidy: a row per trial, scorecard and tier, so that other tiers or scorecards make no other columns. */
void trials_csv(const struct trials *trials, const struct csv_style *style, struct buf *out)
{
    struct csv_row row = {.out = out, .style = style};
    csv_begin(&row);
    COLUMNS(&row, trials->what, "scorecard", "tier", "partners", "up", "down", "margin_before", "margin_after", "margin_change",
            "rebates_before", "rebates_after", "rebates_change");
    csv_end(&row);
    for (size_t i = 0; i < trials->count; i++)
        for (size_t s = 0; s < trials->items[i].scorecard_count; s++) {
            const struct trial_scorecard *scorecard = &trials->items[i].scorecards[s];
            for (size_t t = 0; t <= scorecard->tier_count; t++) {
                COLUMNS(&row, trials->items[i].label, scorecard->name, t < scorecard->tier_count ? scorecard->tiers[t] : "");
                csv_number(&row, (double)scorecard->partners[t]);
                csv_number(&row, (double)scorecard->up);
                csv_number(&row, (double)scorecard->down);
                change_cells(&row, &trials->items[i].margin);
                change_cells(&row, &trials->items[i].rebates);
                csv_end(&row);
            }
        }
}
