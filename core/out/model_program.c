/* Findings about a program, which hold whatever its partners do. */
#include "out/model.h"

/* Begins, goes on with and ends "a, b and c". */
struct list {
    struct buf *out;
    const char *last;
    size_t count;
};

static void list_add(struct list *list, const char *name)
{
    if (list->last) buf_printf(list->out, "%s%s", list->count > 1 ? ", " : "", list->last);
    list->last = name;
    list->count++;
}

static void list_end(struct list *list)
{
    if (list->last) buf_printf(list->out, "%s%s", list->count > 1 ? " and " : "", list->last);
}

static void say(struct model *model, const char *kind, struct buf *text)
{
    model_say(model, kind, false, text);
    buf_clear(text);
}

static bool measures(const struct program *program, int block, int objective)
{
    for (size_t m = 0; m < program->metric_count; m++)
        if ((block < 0 || program->metrics[m].block == block) && (objective < 0 || program->metrics[m].objective == objective)) return true;
    return false;
}

static void unmeasured(struct model *model, struct buf *text)
{
    const struct program *program = model->run->program;
    struct list blocks = {.out = text}, objectives = {.out = text};
    buf_puts(text, "No metric stands for ");
    for (int b = 0; b < BLOCK_COUNT; b++)
        if (!measures(program, b, -1)) list_add(&blocks, block_titles[b]);
    list_end(&blocks);
    buf_puts(text, ".");
    if (blocks.count > 0) say(model, "block unmeasured", text);
    buf_clear(text);
    buf_puts(text, "No metric measures the objective ");
    for (size_t o = 0; o < program->objective_count; o++)
        if (!measures(program, -1, (int)o)) list_add(&objectives, program->objectives[o].name);
    list_end(&objectives);
    buf_puts(text, ".");
    if (objectives.count > 0) say(model, "objective unmeasured", text);
    buf_clear(text);
}

static bool track_has(const struct program *program, const struct track *track, int block)
{
    for (size_t m = track->first_metric; m < track->first_metric + track->metric_count; m++)
        if (program->metrics[m].block == block) return true;
    return false;
}

/* A block that other tracks of the scorecard measure. */
static void unmeasured_in_track(struct model *model, const struct scorecard *scorecard, const struct track *track, struct buf *text)
{
    const struct program *program = model->run->program;
    struct list blocks = {.out = text};
    buf_printf(text, "Track %s of %s has no metric in ", track->name, scorecard->name);
    for (int b = 0; b < BLOCK_COUNT; b++) {
        bool elsewhere = false;
        for (size_t t = 0; t < scorecard->track_count; t++) elsewhere = elsewhere || track_has(program, &scorecard->tracks[t], b);
        if (elsewhere && !track_has(program, track, b)) list_add(&blocks, block_titles[b]);
    }
    list_end(&blocks);
    buf_puts(text, ", where other tracks do.");
    if (blocks.count > 0) say(model, "block unmeasured in a track", text);
    buf_clear(text);
}

/* Nothing hangs on the metrics of that name, whatever the track. scorecard: SIZE_MAX for all of them. */
static bool is_idle(const struct model *model, size_t scorecard, const char *name)
{
    const struct program *program = model->run->program;
    for (size_t m = 0; m < program->metric_count; m++) {
        const struct metric *metric = &program->metrics[m];
        bool meant = strcmp(metric->name, name) == 0 && (scorecard == SIZE_MAX || metric->scorecard == scorecard);
        if (meant && (model->metrics[m].reward != REWARD_NONE || model->metrics[m].share > 0 || metric->trial)) return false;
    }
    return true;
}

/* NULL: it is not, or another one of its name, before it, stands for it. */
static const char *idle_name(const struct model *model, size_t m)
{
    const struct program *program = model->run->program;
    const struct metric *metric = &program->metrics[m];
    bool everywhere = is_idle(model, SIZE_MAX, metric->name);
    if (!everywhere && !is_idle(model, metric->scorecard, metric->name)) return NULL;
    for (size_t i = 0; i < m; i++)
        if (strcmp(program->metrics[i].name, metric->name) == 0 && (everywhere || program->metrics[i].scorecard == metric->scorecard))
            return NULL;
    return everywhere ? metric->name : arena_printf(model->arena, "%s.%s", program->scorecards[metric->scorecard].name, metric->name);
}

static void idle(struct model *model, struct buf *text)
{
    struct list metrics = {.out = text};
    for (size_t m = 0; m < model->run->program->metric_count; m++) {
        const char *name = idle_name(model, m);
        if (name) list_add(&metrics, name);
    }
    list_end(&metrics);
    buf_printf(text, " %s shown, and nothing hangs on %s: no weight, no tier, no incentive.", metrics.count > 1 ? "are" : "is",
               metrics.count > 1 ? "them" : "it");
    if (metrics.count > 0) say(model, "only shown", text);
    buf_clear(text);
}

/* The highest reward of what is measured for the objective; an incentive that names it is one, too. -1: nothing is measured. */
static int reward_of(const struct model *model, int block, int objective)
{
    const struct program *program = model->run->program;
    int best = -1;
    for (size_t m = 0; m < program->metric_count; m++)
        if ((block < 0 || program->metrics[m].block == block) && (objective < 0 || program->metrics[m].objective == objective) &&
            (int)model->metrics[m].reward > best)
            best = (int)model->metrics[m].reward;
    for (size_t i = 0; best >= 0 && i < program->incentive_count; i++)
        if ((block >= 0 && program->incentives[i].block == block) || (objective >= 0 && program->incentives[i].objective == objective))
            best = REWARD_DIRECT;
    return best;
}

static const char *title_of(const struct program *program, bool objectives, size_t i)
{
    return objectives ? program->objectives[i].name : block_titles[i];
}

/* By objective where the program has any, else by block: the two would say the same twice. */
static void rewards(struct model *model, enum reward reward, const char *kind, const char *before, const char *after, struct buf *text)
{
    const struct program *program = model->run->program;
    bool objectives = program->objective_count > 0;
    struct list list = {.out = text};
    buf_puts(text, before);
    for (size_t i = 0; i < (objectives ? program->objective_count : BLOCK_COUNT); i++)
        if (reward_of(model, objectives ? -1 : (int)i, objectives ? (int)i : -1) == (int)reward)
            list_add(&list, title_of(program, objectives, i));
    list_end(&list);
    buf_puts(text, after);
    if (list.count > 0) say(model, kind, text);
    buf_clear(text);
}

static void rewarded_unmeasured(struct model *model, struct buf *text)
{
    const struct program *program = model->run->program;
    for (size_t i = 0; i < program->incentive_count; i++) {
        const struct incentive *incentive = &program->incentives[i];
        if (incentive->objective >= 0 && !measures(program, -1, incentive->objective)) {
            buf_printf(text, "Incentive %s rewards the objective %s, which no metric measures.", incentive->name,
                       program->objectives[incentive->objective].name);
            say(model, "rewarded, not measured", text);
        }
        if (incentive->block >= 0 && !measures(program, incentive->block, -1)) {
            buf_printf(text, "Incentive %s rewards %s, where no metric stands.", incentive->name, block_titles[incentive->block]);
            say(model, "rewarded, not measured", text);
        }
    }
}

void model_program_findings(struct model *model)
{
    const struct program *program = model->run->program;
    struct buf text = {0};
    unmeasured(model, &text);
    for (size_t s = 0; s < program->scorecard_count; s++)
        for (size_t t = 0; program->scorecards[s].track_count > 1 && t < program->scorecards[s].track_count; t++)
            unmeasured_in_track(model, &program->scorecards[s], &program->scorecards[s].tracks[t], &text);
    idle(model, &text);
    rewards(model, REWARD_NONE, "measured, not rewarded", "Nothing rewards what is measured for ",
            ": no tier rests on that, and no incentive uses or serves it.", &text);
    if (program->incentive_count > 0)
        rewards(model, REWARD_TIER, "rewarded through tiers alone",
                "Rewarded through tiers alone: ", "; no incentive serves or uses what is measured there.", &text);
    rewarded_unmeasured(model, &text);
    buf_release(&text);
}
