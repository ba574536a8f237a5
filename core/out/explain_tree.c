/* The card as a tree: building blocks, metrics, categories, and how they add up to the score. */
#include <math.h>

#include "lua/words.h"
#include "out/explain_page.h"
#include "out/points_text.h"

enum { NAME_COLUMN = 34 };

static void put_metric_waivers(struct page *page, size_t index)
{
    const struct subject *subject = &page->of->reader->subject;
    for (size_t i = 0; i < subject->waiver_count; i++) {
        const struct waiver *waiver = &subject->waivers[i];
        if ((waiver->kind != WAIVE_VALUE && waiver->kind != WAIVE_POINTS) || waiver->index != index) continue;
        explain_waiver(waiver, &page->said);
        page_labelled(page, 8, "waiver ");
    }
}

static void put_metric_reasons(struct page *page, size_t index)
{
    const struct card_metric *own = &page->of->reader->card.metrics[index];
    const struct metric *metric = &page->of->of.program->metrics[index];
    if (strcmp(metric->title, metric->name) != 0) buf_puts(&page->said, metric->title);
    page_line(page, 8);
    explain_origin(page->of, index, &page->said);
    page_labelled(page, 8, metric->formula ? "formula: " : "compared: ");
    bool waived = own->waiver && own->waiver->kind == WAIVE_VALUE;
    (waived ? explain_measured : explain_reason)(page->of, index, &page->said);
    page_labelled(page, 8, waived ? "measured: " : own->state == MEASURE_FAILED ? "failure: " : "reason: ");
    put_metric_waivers(page, index);
    explain_rows(page->of, index, &page->said);
    page_line(page, 8);
    if (own->weight == 0 && own->state == MEASURE_VALUE && metric->points.kind == POINTS_VALUE) return;
    explain_points(page->of, index, &page->said);
    page_labelled(page, 8, "points: ");
    points_rule_text(page->of->reader, index, &page->said);
    page_labelled(page, 8, "rule: ");
}

static void put_metric(struct page *page, size_t index)
{
    const struct card_metric *own = &page->of->reader->card.metrics[index];
    const struct metric *metric = &page->of->of.program->metrics[index];
    buf_printf(page->out, "      %s", metric->name);
    page_go_to(page, NAME_COLUMN);
    explain_value(page->of, index, &page->said);
    if (own->has_points) {
        buf_puts(&page->said, ", ");
        explain_number(own->points, &page->said);
        buf_puts(&page->said, own->points == 1 ? " point" : " points");
    }
    buf_puts(&page->said, ", ");
    explain_weight(page->of, index, &page->said);
    page_said(page, NAME_COLUMN + 2);
    put_metric_reasons(page, index);
}

static bool in_block(const struct program *program, const struct track *track, size_t i, size_t block)
{
    return program->metrics[track->first_metric + i].block == (int)block;
}

static void put_block_head(struct page *page, const char *title, const struct card_block *block, double adds)
{
    buf_printf(page->out, "    %s: ", title);
    if (block->given) {
        explain_number(block->score, page->out);
        buf_puts(page->out, ", adds ");
        explain_number(adds, page->out);
    } else {
        buf_puts(page->out, "nothing here counts");
    }
    buf_char(page->out, '\n');
}

static void put_block(struct page *page, size_t index, size_t block)
{
    const struct explanation *of = page->of;
    const struct card_scorecard *own = &of->reader->card.scorecards[index];
    const struct track *track = &of->of.program->scorecards[index].tracks[own->track];
    size_t asked = 0;
    double adds = 0;
    for (size_t i = 0; i < track->metric_count; i++) {
        if (!in_block(of->of.program, track, i, block)) continue;
        adds += of->reader->card.metrics[track->first_metric + i].contribution;
        asked += explain_metric(of, track->first_metric + i);
    }
    if (!asked) return;
    put_block_head(page, block_titles[block], &own->blocks[block], adds);
    for (size_t i = 0; i < track->metric_count; i++)
        if (in_block(of->of.program, track, i, block) && explain_metric(of, track->first_metric + i))
            put_metric(page, track->first_metric + i);
}

static void put_category(struct page *page, size_t index, size_t c)
{
    const struct explanation *of = page->of;
    const struct scorecard *scorecard = &of->of.program->scorecards[index];
    const struct card_scorecard *own = &of->reader->card.scorecards[index];
    const struct track *track = &scorecard->tracks[own->track];
    double adds = 0, cap = setting_number(&scorecard->categories[c].cap, of->reader->attributes, NAN);
    for (size_t i = 0; i < track->metric_count; i++)
        if (of->of.program->metrics[track->first_metric + i].category == (int)c)
            adds += of->reader->card.metrics[track->first_metric + i].contribution;
    put_block_head(page, scorecard->categories[c].title, &own->categories[c], adds);
    if (isnan(cap)) return;
    buf_puts(page->out, "      held to ");
    explain_number(cap, page->out);
    buf_char(page->out, '\n');
}

static void put_sum(struct page *page, size_t index)
{
    const struct card_scorecard *own = &page->of->reader->card.scorecards[index];
    if (!own->has_score) {
        buf_puts(page->out, "    nothing counts, so there is no score\n");
        return;
    }
    buf_puts(&page->said, "Together these add ");
    explain_number(explain_sum(page->of, index), &page->said);
    buf_printf(&page->said, "; rounded to %d places that is the score, ", page->of->of.program->scorecards[index].round);
    words_number(own->score, &page->said);
    buf_puts(&page->said, ": ");
    explain_score(page->of, index, &page->said);
    page_line(page, 4);
}

void page_tree(struct page *page, size_t index)
{
    const struct explanation *of = page->of;
    const struct scorecard *scorecard = &of->of.program->scorecards[index];
    page_heading(page, of->rule ? "How it came about" : "How the score came about, by building block");
    for (size_t b = 0; b < BLOCK_COUNT; b++) put_block(page, index, b);
    if (of->rule) return;
    put_sum(page, index);
    if (scorecard->category_count) page_heading(page, "Categories");
    for (size_t c = 0; c < scorecard->category_count; c++) put_category(page, index, c);
}
