/* An explanation for the terminal: what a channel manager reads to a partner on the phone. Sentences come from explain_words.c. */
#include <math.h>

#include "base/number.h"
#include "base/wrap.h"
#include "lua/words.h"
#include "out/cells.h"
#include "out/explain_page.h"
#include "out/movement_text.h"
#include "out/next_text.h"
#include "out/points_text.h"

enum { PART_COLUMN = 46 };

/* ---- what is missing */

static void put_lack(struct page *page, const struct shortfall *lack)
{
    const struct explanation *of = page->of;
    const struct card_metric *own = &of->reader->card.metrics[lack->metric];
    page_indent(page, 4);
    explain_number(lack->score, page->out);
    page_go_to(page, 20);
    explain_value(of, lack->metric, &page->said);
    if (own->has_points) {
        buf_puts(&page->said, ", ");
        explain_number(own->points, &page->said);
        buf_puts(&page->said, " of at most ");
        explain_number(lack->most, &page->said);
        buf_puts(&page->said, " points: ");
        explain_points(of, lack->metric, &page->said);
    } else {
        buf_puts(&page->said, ", none of at most ");
        explain_number(lack->most, &page->said);
        buf_puts(&page->said, " points");
    }
    buf_printf(page->out, "%s: ", of->of.program->metrics[lack->metric].name);
    size_t before = page->said.len;
    buf_puts(&page->said, "; ");
    size_t begin = page->said.len;
    if (!own->waiver) explain_reason(of, lack->metric, &page->said);
    if (page->said.len == begin) page->said.len = before;
    page_said(page, 20);
}

static void put_lacks(struct page *page, size_t scorecard, const struct shortfall *lacks, size_t count)
{
    const struct explanation *of = page->of;
    size_t told = 0, open = 0;
    for (size_t i = 0; i < count; i++) {
        if (!explain_metric(of, lacks[i].metric)) continue;
        if (isinf(lacks[i].most)) {
            buf_printf(&page->said, "%s%s", open++ ? ", " : "no most is set for the points of ",
                       of->of.program->metrics[lacks[i].metric].name);
            continue;
        }
        if (told++ == 0) page_heading(page, "Where score is lost: what it would be higher, if this metric alone had all its points");
        put_lack(page, &lacks[i]);
    }
    if (open && told == 0) page_heading(page, "Where score is lost");
    page_line(page, 4);
    if (told || open || of->rule) return;
    if (of->reader->card.scorecards[scorecard].has_score) page_heading(page, "Every metric that counts has all its points.");
}

static bool put_reasons(struct page *page, size_t scorecard)
{
    const struct explanation *of = page->of;
    struct shortfall *lacks = arena_array(of->arena, of->of.program->metric_count + 1, sizeof *lacks);
    size_t count = lacks ? reasons_lacks(&of->of, scorecard, lacks, of->arena) : SIZE_MAX;
    if (count == SIZE_MAX) return false;
    put_lacks(page, scorecard, lacks, count);
    return true;
}

/* ---- what the tier rests on */

static void put_part(struct page *page, size_t scorecard, const struct tier_part *part)
{
    page_indent(page, 6);
    struct buf asked = {0};
    explain_part(part, &asked);
    buf_text(page->out, buf_view(&asked));
    page->out->failed |= asked.failed;
    buf_release(&asked);
    page_go_to(page, PART_COLUMN);
    explain_part_state(page->of, scorecard, part, &page->said);
    page_said(page, PART_COLUMN + 2);
}

static void put_tier_head(struct page *page, const struct scorecard *scorecard, const struct card_scorecard *own, size_t tier)
{
    const char *role = "";
    if ((int)tier == own->earned)
        role = ", earned";
    else if (own->complete && (int)tier == reasons_next_tier(scorecard, own))
        role = ", the next one";
    buf_printf(page->out, "    %s%s\n", scorecard->tiers[tier].name, role);
}

static bool put_tier(struct page *page, size_t index, size_t tier)
{
    const struct scorecard *scorecard = &page->of->of.program->scorecards[index];
    size_t count;
    const struct tier_part *parts = reasons_parts(&page->of->of, index, tier, page->of->arena, &count);
    put_tier_head(page, scorecard, &page->of->reader->card.scorecards[index], tier);
    for (size_t i = 0; parts && i < count; i++) put_part(page, index, &parts[i]);
    if (parts && count == 0) buf_puts(page->out, "      asks for nothing\n");
    return parts != NULL;
}

/* The earned tier, then those above it, from the next one up. */
static bool put_tiers(struct page *page, size_t index)
{
    const struct scorecard *scorecard = &page->of->of.program->scorecards[index];
    const struct card_scorecard *own = &page->of->reader->card.scorecards[index];
    if (scorecard->tier_count == 0 || !own->on_track) return true;
    page_heading(page, "What the tier rests on");
    if (own->earned < 0) buf_printf(page->out, "    no tier is earned%s\n", own->complete ? "" : ", as the card is incomplete");
    for (int tier = own->earned < 0 ? (int)scorecard->tier_count - 1 : own->earned; tier >= 0; tier--)
        if (!put_tier(page, index, (size_t)tier)) return false;
    return true;
}

static void put_ways(struct page *page, size_t index)
{
    const struct card_reader *reader = page->of->reader;
    const struct next *next = card_reader_next(reader, index);
    if (next->tier < 0) return;
    page_heading(page, next->way_count > 1    ? "Ways to the next tier, the shortest first"
                       : next->way_count == 1 ? "One way to the next tier"
                                              : "Ways to the next tier");
    for (size_t i = 0; i < next->way_count; i++) {
        put_next_way(&page->said, reader, index, &next->ways[i]);
        page_line(page, 4);
    }
    if (next->way_count == 0) put_next_ways(&page->said, reader, index, next);
    if (next->held_back) put_next_held_back(&page->said, reader, index, next);
    page_line(page, 4);
    if (next->way_count == 0) return;
    buf_puts(&page->said, "A way holds with all other values as they are; what changes one value may change others too.");
    page_line(page, 4);
}

static bool names_metric(const struct program *program, const struct expr *expr, const struct metric *metric)
{
    if (expr->op == EXPR_NAME) {
        const struct name *name = &program->names[expr->slot];
        bool of_metric = name->kind == NAME_VALUE || name->kind == NAME_POINTS;
        return of_metric && name->scorecard == metric->scorecard && strcmp(name->metric, metric->name) == 0;
    }
    for (size_t i = 0; i < expr->arg_count; i++)
        if (names_metric(program, expr->args[i], metric)) return true;
    return false;
}

/* The parts of all tiers that ask for the metric. */
static bool put_asking(struct page *page, size_t index)
{
    const struct program *program = page->of->of.program;
    const struct scorecard *scorecard = &program->scorecards[index];
    size_t told = 0;
    for (size_t tier = scorecard->tier_count; tier-- > 0;) {
        size_t count;
        const struct tier_part *parts = reasons_parts(&page->of->of, index, tier, page->of->arena, &count);
        if (!parts) return false;
        for (size_t i = 0, here = 0; i < count; i++) {
            if (!parts[i].condition || !names_metric(program, parts[i].condition, &program->metrics[page->of->rule->index])) continue;
            if (told++ == 0) page_heading(page, "Tiers that ask for it");
            if (here++ == 0) put_tier_head(page, scorecard, &page->of->reader->card.scorecards[index], tier);
            put_part(page, index, &parts[i]);
        }
    }
    return true;
}

static void put_movement(struct page *page, size_t index)
{
    const struct card_scorecard *own = &page->of->reader->card.scorecards[index];
    movement_text(page->of->reader, index, &page->said);
    if (!page->said.len) return;
    page_heading(page, "Movement");
    page_line(page, 4);
    if (own->below) buf_printf(page->out, "    periods in a row below the tier: %d\n", own->below);
    if (own->above) buf_printf(page->out, "    periods in a row above the tier: %d\n", own->above);
    if (!own->waiver) return;
    explain_waiver(own->waiver, &page->said);
    page_labelled(page, 4, "waiver ");
}

static void put_incomplete(struct page *page, size_t index)
{
    const struct program *program = page->of->of.program;
    size_t told = 0;
    buf_puts(&page->said, "incomplete, so it sets no tier and nothing is paid");
    for (size_t m = 0; m < program->metric_count; m++) {
        enum measure_state state = page->of->reader->card.metrics[m].state;
        if (program->metrics[m].scorecard != index || (state != MEASURE_FAILED && state != MEASURE_PENDING)) continue;
        buf_printf(&page->said, "%s%s", told++ ? ", " : "; failed: ", program->metrics[m].name);
    }
    if (told == 0) buf_puts(&page->said, "; it hangs on a metric of another scorecard that failed");
    page_line(page, 2);
}

static void put_scorecard_head(struct page *page, size_t index)
{
    const struct scorecard *scorecard = &page->of->of.program->scorecards[index];
    const struct card_scorecard *own = &page->of->reader->card.scorecards[index];
    buf_printf(page->out, "\nscorecard %s", scorecard->name);
    if (strcmp(scorecard->name, scorecard->title) != 0) buf_printf(page->out, ", %s", scorecard->title);
    buf_puts(page->out, ": ");
    if (own->has_score)
        buf_puts(page->out, "score "), words_number(own->score, page->out);
    else
        buf_puts(page->out, "no score");
    if (scorecard->tier_count) buf_printf(page->out, ", %s%s", own->tier >= 0 ? "tier " : "", movement_tier(scorecard, own->tier));
    if (own->prior >= 0) buf_printf(page->out, " (%s)", movement_names[own->movement]);
    buf_char(page->out, '\n');
    explain_track(page->of, index, &page->said);
    page_line(page, 2);
    if (!own->complete) put_incomplete(page, index);
}

static bool put_scorecard(struct page *page, size_t index)
{
    const struct explanation *of = page->of;
    put_scorecard_head(page, index);
    if (!of->reader->card.scorecards[index].on_track) return true;
    if (!of->rule) explain_verdict(of, index, &page->said);
    page_line(page, 2);
    if (!put_reasons(page, index)) return false;
    if (!(of->rule ? put_asking : put_tiers)(page, index)) return false;
    if (!of->rule) put_ways(page, index);
    if (!of->rule) put_movement(page, index);
    page_tree(page, index);
    return true;
}

static void put_head(struct page *page)
{
    const struct card_reader *reader = page->of->reader;
    const struct program *program = page->of->of.program;
    struct text name = run_partner_name(reader->run, reader->partner), key = run_partner_key(reader->run, reader->partner);
    explain_visible(name.len ? name : key, &page->said);
    if (name.len) {
        buf_puts(&page->said, " (");
        explain_visible(key, &page->said);
        buf_char(&page->said, ')');
    }
    buf_printf(&page->said, ", %s, %s", program->name, program->period_text);
    page_line(page, 0);
}

void explain_text(const struct explanation *explanation, struct buf *out)
{
    struct page page = {.of = explanation, .out = out};
    bool good = true;
    put_head(&page);
    aside_text(&explanation->aside, out);
    for (size_t s = 0; good && s < explanation->of.program->scorecard_count; s++)
        if (explain_scorecard(explanation, s)) good = put_scorecard(&page, s);
    good = good && page_money(&page) && page_rows(&page);
    page_waivers(&page);
    if (explanation->failures.len) buf_text(out, buf_view(&explanation->failures));
    out->failed |= !good || page.said.starved;
    buf_release(&page.said);
}
