#include "out/warnings.h"

#include <math.h>

#include "base/number.h"
#include "out/cells.h"
#include "out/next_text.h"
#include "run/lapsed.h"
#include "run/pace.h"
#include "run/traits.h"

struct sheet_at {
    const struct card_reader *reader;
    struct text partner;
    struct csv_row *row;
    size_t scorecard;
    const struct card_scorecard *own;
    struct buf text; /* of the warning at hand */
};

struct warning {
    const char *kind;
    struct text subject;
    double now, limit; /* NaN: none */
    int32_t date;      /* DATE_MIN: none */
    int then;          /* tier that would be earned */
};

void warnings_header(const struct layout *layout, struct csv_row *row)
{
    (void)layout;
    COLUMNS(row, "partner", "name", "scorecard", "kind", "subject", "now", "limit", "date", "tier", "tier_then", "text");
    csv_end(row);
}

static const struct scorecard *rules_of(const struct sheet_at *at)
{
    return &at->reader->run->program->scorecards[at->scorecard];
}

static const char *tier_said(const struct sheet_at *at, int tier)
{
    return tier < 0 ? "no tier" : rules_of(at)->tiers[tier].name;
}

static void put_number(struct buf *out, double number)
{
    char text[NUMBER_TEXT_MAX];
    number_format(number_round(number, 6), text);
    buf_puts(out, text);
}

static void put_row(struct sheet_at *at, const struct warning *warning)
{
    char day[DATE_TEXT_MAX] = "";
    if (warning->date != DATE_MIN) date_format(warning->date, day);
    csv_ready(at->row, at->partner);
    COLUMNS(at->row, rules_of(at)->name, warning->kind);
    csv_text(at->row, warning->subject);
    number_cell(at->row, !isnan(warning->now), warning->now);
    number_cell(at->row, !isnan(warning->limit), warning->limit);
    csv_word(at->row, day);
    tier_cell(rules_of(at), at->own->earned, at->row);
    tier_cell(rules_of(at), warning->then, at->row);
    made_cell(at->row, &at->text);
    csv_end(at->row);
}

/* ---- expiry */

struct ending {
    size_t rows;
    int32_t first, last;
};

static void add_endings(struct ending *ending, const struct card_reader *reader, const struct expiry_date *date)
{
    const struct table *table = &reader->run->data.tables[date->table];
    struct span days = lapsed_days(reader->run->program);
    for (uint32_t row = table->first[reader->partner]; row < table->first[reader->partner + 1]; row++) {
        int64_t day;
        if (!column_integer(&table->columns[date->column], row, &day) || day < days.from || day > days.to) continue;
        ending->first = ending->rows == 0 || day < ending->first ? (int32_t)day : ending->first;
        ending->last = ending->rows == 0 || day > ending->last ? (int32_t)day : ending->last;
        ending->rows++;
    }
}

/* "certified_people falls from 4 to 1" of each metric that changes. False: none does. */
static bool put_changes(struct buf *out, const struct sheet_at *at, const struct card *then)
{
    const struct track *track = &rules_of(at)->tracks[at->own->track];
    size_t told = 0;
    for (size_t m = track->first_metric; at->own->on_track && m < track->first_metric + track->metric_count; m++) {
        const struct card_metric *before = &at->reader->card.metrics[m], *after = &then->metrics[m];
        if (before->state != MEASURE_VALUE || (after->state == MEASURE_VALUE && number_same(before->value, after->value))) continue;
        buf_printf(out, "%s%s goes from ", told++ == 0 ? "" : ", ", at->reader->run->program->metrics[m].name);
        put_number(out, before->value);
        buf_puts(out, " to ");
        if (after->state == MEASURE_VALUE)
            put_number(out, after->value);
        else
            buf_puts(out, measure_state_names[after->state]);
    }
    return told > 0;
}

/* "2 rows of certifications end from 2026-10-20 to 2026-11-27; without them " */
static void put_ending(struct buf *out, const struct ending *ending, struct text tables)
{
    char first[DATE_TEXT_MAX], last[DATE_TEXT_MAX];
    bool one = ending->rows == 1;
    date_format(ending->first, first);
    date_format(ending->last, last);
    buf_printf(out, "%zu %s of %.*s %s ", ending->rows, one ? "row" : "rows", TEXT_ARG(tables), one ? "ends" : "end");
    if (ending->first == ending->last)
        buf_printf(out, "on %s", first);
    else
        buf_printf(out, "from %s to %s", first, last);
    buf_printf(out, "; without %s ", one ? "it" : "them");
}

static void put_expiry(struct sheet_at *at)
{
    const struct program *program = at->reader->run->program;
    const struct card *then = &at->reader->lapsed->card;
    struct warning warning = {.kind = "expiry", .now = NAN, .limit = NAN, .date = DATE_MIN};
    struct ending all = {0};
    struct buf tables = {0};
    for (size_t i = 0; i < program->warnings.date_count; i++) {
        size_t before = all.rows;
        add_endings(&all, at->reader, &program->warnings.dates[i]);
        const char *name = program->tables[program->warnings.dates[i].table].name;
        if (all.rows > before) buf_printf(&tables, "%s%s", tables.len ? ", " : "", name);
    }
    put_ending(&at->text, &all, buf_view(&tables));
    bool changes = all.rows > 0 && put_changes(&at->text, at, then);
    bool open = !then->scorecards[at->scorecard].complete;
    warning.then = open ? -1 : then->scorecards[at->scorecard].earned;
    if (open)
        buf_puts(&at->text, ", and the tier is open");
    else if (warning.then != at->own->earned)
        buf_printf(&at->text, ", and %s becomes %s", tier_said(at, at->own->earned), tier_said(at, warning.then));
    warning.subject = buf_view(&tables);
    warning.now = (double)all.rows;
    warning.date = all.first;
    if (changes) put_row(at, &warning);
    buf_clear(&at->text);
    buf_release(&tables);
}

/* ---- near */

static double near_share(const struct sheet_at *at)
{
    return setting_number(&at->reader->run->program->warnings.near, at->reader->attributes, NAN);
}

/* The score that the earned tier asks for; NaN: none. */
static double needed_score(const struct sheet_at *at)
{
    const struct tier *tier = &rules_of(at)->tiers[at->own->earned];
    return tier->score.given ? setting_number(&tier->score, at->reader->attributes, NAN) : NAN;
}

static bool put_near_score(struct sheet_at *at)
{
    double needed = needed_score(at), low = at->own->score * (1 - near_share(at));
    if (isnan(needed) || !at->own->has_score || !(at->own->score > 0) || number_reaches(low, needed)) return false;
    int then = next_earned_at(at->reader->search, &at->reader->card, &at->reader->subject, at->scorecard, low);
    buf_puts(&at->text, "the score is ");
    put_number(&at->text, at->own->score - needed);
    buf_printf(&at->text, " above the least of %s", tier_said(at, at->own->earned));
    put_row(at, &(struct warning){"near", text_of("score"), at->own->score, needed, DATE_MIN, then});
    return true;
}

/* Does so little cost the tier? Where the score is near itself, every metric would: then only those that are required are told. */
static bool put_fall(struct sheet_at *at, const struct next_step *step, bool score_told)
{
    const struct card_reader *reader = at->reader;
    double score;
    int then = next_earned_with(reader->search, &reader->card, &reader->subject, at->scorecard, step, 1, &score);
    if (then >= 0 && then <= at->own->earned) return false;
    if (score_told && !number_reaches(score, needed_score(at))) return false;
    const char *name = reader->run->program->metrics[step->metric].name;
    buf_printf(&at->text, "with %s at ", name);
    put_number(&at->text, step->to);
    buf_puts(&at->text, " in place of ");
    put_number(&at->text, step->from);
    buf_printf(&at->text, ", %s becomes %s", tier_said(at, at->own->earned), tier_said(at, then));
    put_row(at, &(struct warning){"near", text_of(name), step->from, step->to, DATE_MIN, then});
    return true;
}

/* So little a change counts as near; what goes in steps changes by whole ones. 0: by none. */
static double small_change(const struct sheet_at *at, size_t metric, double value)
{
    const struct next_trait *trait = &at->reader->traits[metric];
    double change = near_share(at) * fabs(value);
    if (trait->parts) change = floor(change * trait->parts) / trait->parts;
    return trait->whole ? fmax(1, change) : change;
}

/* Less, or else more, as far as there can be such a value: nothing counts less than 0, and a share does not grow beyond all. */
static void put_near_metric(struct sheet_at *at, size_t metric, bool score_told)
{
    const struct next_trait *trait = &at->reader->traits[metric];
    double value = at->reader->card.metrics[metric].value, change = small_change(at, metric, value);
    struct next_step less = {metric, true, value, number_tidy(value - change)}, more = {metric, true, value, number_tidy(value + change)};
    bool ends = value <= 1 && more.to > 1 && (trait->share || (trait->parts && !trait->whole));
    if (change == 0) return;
    if (!(trait->parts && less.to < 0) && put_fall(at, &less, score_told)) return;
    if (!ends) put_fall(at, &more, score_told);
}

static void put_near_metrics(struct sheet_at *at, bool score_told)
{
    const struct card_reader *reader = at->reader;
    const struct track *track = &rules_of(at)->tracks[at->own->track];
    for (size_t m = track->first_metric; m < track->first_metric + track->metric_count; m++) {
        const struct card_metric *own = &reader->card.metrics[m];
        if (own->state == MEASURE_VALUE && !metric_compares(&reader->run->program->metrics[m]) && !own->waiver)
            put_near_metric(at, m, score_told);
    }
}

static void put_near_next(struct sheet_at *at)
{
    const struct card_reader *reader = at->reader;
    const struct next *next = card_reader_next(reader, at->scorecard);
    if (next->way_count == 0) return;
    const struct next_way *way = &next->ways[0];
    for (size_t i = 0; i < way->count; i++) {
        const struct next_step *step = &way->steps[i];
        if (!step->known || fabs(step->to - step->from) > small_change(at, step->metric, step->to)) return;
    }
    const struct next_step *one = &way->steps[0];
    bool single = way->count == 1;
    const char *subject = single ? reader->run->program->metrics[one->metric].name : "several metrics";
    put_next_way(&at->text, reader, at->scorecard, way);
    buf_printf(&at->text, " earns %s", tier_said(at, next->tier));
    put_row(at, &(struct warning){"next", text_of(subject), single ? one->from : NAN, single ? one->to : NAN, DATE_MIN, next->tier});
}

/* ---- projected */

/* What waivers set, and what is not known, does not grow. */
static size_t find_projected(const struct card_reader *reader)
{
    const struct run *run = reader->run;
    size_t count = 0;
    for (size_t m = 0; m < run->program->metric_count; m++) {
        const struct card_metric *own = &reader->card.metrics[m];
        bool waived = waiver_find(&reader->subject, WAIVE_VALUE, m) != NULL;
        if (!run->program->warnings.projected[m] || own->state != MEASURE_VALUE || waived) continue;
        double then = pace_value(own->value, pace_days(run), run->so_far, reader->traits[m].whole);
        reader->projected[count++] = (struct next_step){m, true, own->value, then};
    }
    return count;
}

/* "revenue comes to 240000 (now 120000), won_deals to 8 (now 4)" of those that the scorecard has and that change. False: none does. */
static bool put_growth(struct buf *out, const struct sheet_at *at, size_t count)
{
    const struct track *track = &rules_of(at)->tracks[at->own->track];
    size_t told = 0;
    for (size_t i = 0; i < count; i++) {
        const struct next_step *step = &at->reader->projected[i];
        bool within = step->metric >= track->first_metric && step->metric < track->first_metric + track->metric_count;
        if (!within || number_same(step->from, step->to)) continue;
        const char *name = at->reader->run->program->metrics[step->metric].name;
        buf_printf(out, ", %s%s to ", name, told++ == 0 ? " comes" : "");
        put_number(out, step->to);
        buf_puts(out, " (now ");
        put_number(out, step->from);
        buf_char(out, ')');
    }
    return told > 0;
}

static void put_pace(struct buf *out, const struct sheet_at *at, size_t count, double score)
{
    char day[DATE_TEXT_MAX];
    date_format(pace_as_of(at->reader->run), day);
    buf_printf(out, "at the pace up to %s", day);
    bool grows = put_growth(out, at, count);
    if (!at->own->has_score) return;
    buf_puts(out, grows ? " and the score to " : ", the score comes to ");
    put_number(out, score);
}

static void put_projected(struct sheet_at *at, size_t count)
{
    const struct card_reader *reader = at->reader;
    int held = at->own->prior >= 0 ? at->own->prior : at->own->tier;
    double score;
    int then = next_earned_with(reader->search, &reader->card, &reader->subject, at->scorecard, reader->projected, count, &score);
    if (then == at->own->earned && then == held) return;
    put_pace(&at->text, at, count, score);
    if (then != at->own->earned)
        buf_printf(&at->text, ": %s, not %s", tier_said(at, then), tier_said(at, at->own->earned));
    else
        buf_printf(&at->text, ": %s, not %s as held", tier_said(at, then), tier_said(at, held));
    double now = at->own->has_score ? at->own->score : NAN;
    put_row(at, &(struct warning){"projected", text_of("score"), now, isnan(now) ? NAN : score, reader->run->program->period.to, then});
}

static void put_warnings(struct sheet_at *at, size_t projected)
{
    if (at->reader->lapsed) put_expiry(at);
    if (at->reader->run->so_far > 0) put_projected(at, projected);
    if (isnan(near_share(at))) return;
    if (at->own->earned >= 0) put_near_metrics(at, put_near_score(at));
    put_near_next(at);
}

void warnings_rows(const struct layout *layout, const struct card_reader *reader, struct text partner, struct csv_row *row)
{
    const struct program *program = layout->run->program;
    if (reader->lapsed) card_reader_card(reader->lapsed, reader->partner);
    size_t projected = reader->run->so_far > 0 ? find_projected(reader) : 0;
    for (size_t s = 0; s < program->scorecard_count; s++) {
        struct sheet_at at = {.reader = reader, .partner = partner, .row = row, .scorecard = s, .own = &reader->card.scorecards[s]};
        if (at.own->complete && at.own->on_track && program->scorecards[s].tier_count > 0) put_warnings(&at, projected);
        buf_release(&at.text);
    }
}
