/* The operating model for the terminal: a table of building blocks and objectives for each track, then findings. */
#include "base/number.h"
#include "base/wrap.h"
#include "lua/words.h"
#include "out/model.h"

enum { INDENT = 2, GAP = 2, SHARE_COLUMNS = 8, NAME_MOST = 24 };

struct page {
    const struct model *model;
    struct buf *out;
    size_t width, objective, share, rest; /* columns at which these begin */
    int block;                            /* of the last row; -2: none yet */
    unsigned seen;                        /* bit: a block with a metric */
};

static void put_share(struct buf *out, double share)
{
    words_number(number_round(100 * share, 1), out);
    buf_char(out, '%');
}

static void put_cell(const struct page *page, const struct model_cell *cell)
{
    const struct program *program = page->model->run->program;
    struct buf said = {0};
    size_t told = 0;
    for (size_t m = 0; m < program->metric_count; m++) {
        const struct metric *metric = &program->metrics[m];
        if (!model_in_cell(cell, program, m, false)) continue;
        buf_printf(&said, "%s%s", told++ ? ", " : "", metric->name);
        if (metric->trial) buf_puts(&said, " (on trial)");
        if (page->model->metrics[m].share > 0) {
            buf_char(&said, ' ');
            put_share(&said, page->model->metrics[m].share);
        }
    }
    told = 0;
    for (size_t i = 0; i < program->incentive_count; i++)
        if (model_in_cell(cell, program, i, true))
            buf_printf(&said, "%s%s", told++ ? ", " : cell->metrics ? "; rewarded by " : "rewarded by ", program->incentives[i].name);
    wrap_words(page->out, buf_view(&said), page->rest, page->width);
    if (said.failed) page->out->failed = true;
    buf_release(&said);
}

static void put_row(void *context, const struct model_cell *cell)
{
    struct page *page = context;
    wrap_to(page->out, INDENT);
    if (cell->block != page->block) buf_puts(page->out, cell->block < 0 ? "(no block)" : block_titles[cell->block]);
    page->block = cell->block;
    page->seen |= cell->metrics > 0 ? 1U << cell->block : 0;
    wrap_to(page->out, page->objective);
    buf_puts(page->out, cell->objective < 0 ? "-" : page->model->run->program->objectives[cell->objective].name);
    wrap_to(page->out, page->share);
    if (cell->share > 0) put_share(page->out, cell->share);
    wrap_to(page->out, page->rest);
    put_cell(page, cell);
}

/* The blocks of the track without a metric. */
static void put_gaps(const struct page *page)
{
    struct buf said = {0};
    for (size_t b = 0; b < BLOCK_COUNT; b++)
        if (!(page->seen & 1U << b)) buf_printf(&said, "%s%s", said.len ? ", " : "", block_titles[b]);
    if (said.len > 0) {
        wrap_to(page->out, INDENT);
        buf_puts(page->out, "no metric in");
        wrap_to(page->out, page->objective);
        wrap_words(page->out, buf_view(&said), page->objective, page->width);
    }
    if (said.failed) page->out->failed = true;
    buf_release(&said);
}

static void put_track(struct page *page, size_t s, size_t t)
{
    const struct scorecard *scorecard = &page->model->run->program->scorecards[s];
    size_t partners = page->model->on_track[model_track(page->model, s, t)];
    buf_printf(page->out, "\n%s", scorecard->name);
    if (scorecard->track_count > 1) buf_printf(page->out, ", track %s", scorecard->tracks[t].name);
    buf_printf(page->out, ": %zu partner%s\n\n", partners, partners == 1 ? "" : "s");
    wrap_to(page->out, INDENT);
    buf_puts(page->out, "building block");
    wrap_to(page->out, page->objective);
    buf_puts(page->out, "objective");
    wrap_to(page->out, page->share);
    buf_puts(page->out, "weight");
    wrap_to(page->out, page->rest);
    buf_puts(page->out, "metrics and incentives\n");
    page->block = -2;
    page->seen = 0;
    model_cells(page->model, s, t, put_row, page);
    put_gaps(page);
}

static void put_objectives(const struct page *page)
{
    const struct program *program = page->model->run->program;
    for (size_t o = 0; o < program->objective_count; o++) {
        wrap_to(page->out, INDENT);
        buf_puts(page->out, program->objectives[o].name);
        wrap_to(page->out, page->objective);
        wrap_words(page->out, text_of(program->objectives[o].title), page->objective, page->width);
    }
}

static size_t put_findings(const struct page *page, bool of_run, const char *heading)
{
    size_t told = 0;
    for (size_t i = 0; i < page->model->finding_count; i++) {
        if (page->model->findings[i].of_run != of_run) continue;
        if (told++ == 0) buf_printf(page->out, "\n%s\n", heading);
        buf_puts(page->out, "  - ");
        wrap_words(page->out, text_of(page->model->findings[i].text), 4, page->width);
    }
    return told;
}

static void put_looked_at(const struct page *page)
{
    size_t partners = page->model->run->data.partners, looked_at = page->model->looked_at;
    struct buf said = {0};
    if (looked_at < MODEL_PARTNERS_LEAST)
        buf_printf(&said, "%zu partner%s too few to say how thresholds and metrics behave; that takes %d.", looked_at,
                   looked_at == 1 ? " is" : "s are", MODEL_PARTNERS_LEAST);
    else if (looked_at < partners)
        buf_printf(&said, "Shares and findings come from %zu of %zu partners, at even distances.", looked_at, partners);
    if (said.len > 0) {
        buf_char(page->out, '\n');
        wrap_words(page->out, buf_view(&said), 0, page->width);
    }
    if (said.failed) page->out->failed = true;
    buf_release(&said);
}

static struct page page_of(const struct model *model, size_t width, struct buf *out)
{
    struct page page = {.model = model, .out = out, .width = width};
    size_t block = sizeof "building block" - 1, objective = sizeof "objective" - 1;
    for (size_t b = 0; b < BLOCK_COUNT; b++)
        if (strlen(block_titles[b]) > block) block = strlen(block_titles[b]);
    for (size_t o = 0; o < model->run->program->objective_count; o++) {
        size_t len = text_columns(text_of(model->run->program->objectives[o].name));
        if (len > objective) objective = len < NAME_MOST ? len : NAME_MOST;
    }
    page.objective = INDENT + block + GAP;
    page.share = page.objective + objective + GAP;
    page.rest = page.share + SHARE_COLUMNS;
    return page;
}

void model_text(const struct model *model, size_t width, struct buf *out)
{
    const struct program *program = model->run->program;
    struct page page = page_of(model, width, out);
    buf_printf(out, "%s, %s: what it measures and rewards\n", program->name, program->period_text);
    if (program->objective_count > 0) buf_puts(out, "\nobjectives\n");
    put_objectives(&page);
    for (size_t s = 0; s < program->scorecard_count; s++)
        for (size_t t = 0; t < program->scorecards[s].track_count; t++) put_track(&page, s, t);
    if (put_findings(&page, false, "The program") + put_findings(&page, true, "This period's partners") == 0)
        buf_puts(out, "\nNothing stands out.\n");
    put_looked_at(&page);
}
