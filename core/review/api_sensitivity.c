/* rung_sensitivity: how far do ranks and tiers hang on the weights and curves? */
#include "review/api_review.h"
#include "review/sensitivity.h"

enum { DRAWS = 1000, DRAWS_MOST = 1000000 };

static bool check_asked(struct rung_run *run, const struct rung_sensitivity *asked, struct sensitivity_asked *wanted)
{
    *wanted = (struct sensitivity_asked){asked->draws ? asked->draws : DRAWS, asked->seed ? asked->seed : 1,
                                         asked->spread > 0 ? asked->spread : 0.25, asked->view.all};
    if (wanted->draws >= 2 && wanted->draws <= DRAWS_MOST && wanted->spread < 1) return true;
    problem_add(&run->problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0}, "write --draws 1000 --spread 25%",
                "--draws is a number from 2 to %d, --spread a percentage above 0 and below 100", DRAWS_MOST);
    return false;
}

static bool tell_text(const void *sensitivity, struct arena *arena, struct buf *out)
{
    return sensitivity_text(sensitivity, arena, out);
}

static bool tell_json(const void *sensitivity, struct arena *arena, struct buf *out)
{
    (void)arena;
    sensitivity_json(sensitivity, out);
    return true;
}

static void tell_csv(const void *sensitivity, const struct csv_style *style, struct buf *out)
{
    sensitivity_csv(sensitivity, style, out);
}

/* Problems of the data are told by rung run: here they matter only when they are in the way. */
static bool load(struct rung_run *run, const char *program, const struct run_options *wanted)
{
    struct problems found = {0};
    bool good = run_load(&run->run, program, wanted, &found) && run_measure(&run->run, &found);
    if (!good) problems_merge(&run->problems, &found);
    run->problems.out_of_memory |= found.out_of_memory;
    problems_release(&found);
    return good;
}

enum rung_status rung_sensitivity(struct rung_run *run, const char *program, const struct rung_sensitivity *asked,
                                  const struct rung_options *options, char **text)
{
    struct buf out = {0};
    struct run_options wanted = api_options(run, options);
    struct sensitivity_asked how;
    struct sensitivity *made = arena_alloc(&run->arena, sizeof *made);
    wanted.edits = asked->sets;
    wanted.edit_count = asked->set_count;
    bool good = made && check_asked(run, asked, &how) && load(run, program, &wanted) &&
                sensitivity_make(made, &run->run, &how, &run->arena, &run->problems) &&
                api_tell(run, &(struct told){made, tell_text, tell_json, tell_csv}, &asked->view, &out);
    enum rung_status status = api_status(run, good);
    *text = status == RUNG_OK ? api_text(&out) : NULL;
    if (!*text) buf_release(&out);
    return status == RUNG_OK && !*text ? RUNG_FAILED : status;
}
