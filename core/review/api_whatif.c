/* rung_whatif: what would a program with other rules come to, on the same data? */
#include "review/api_review.h"
#include "review/sweep.h"
#include "review/trials.h"
#include "review/whatif.h"

struct asking {
    struct rung_run *run;
    const struct rung_whatif *asked;
    struct whatif_rules rules;
    struct buf *out;
};

static bool what_if(struct asking *asking)
{
    struct rung_run *run = asking->run;
    struct whatif *whatif = arena_alloc(&run->arena, sizeof *whatif);
    if (!whatif) return false;
    bool good = whatif_begin(whatif, &asking->rules, NULL, &run->arena, &run->problems) &&
                whatif_change(whatif, asking->asked->sets, asking->asked->set_count, &run->problems);
    whatif->review.all = asking->asked->view.all;
    good = good && api_review(run, &whatif->review, &asking->asked->view, asking->out);
    whatif_end(whatif);
    return good;
}

/* ---- several periods */

static size_t count_words(const char *list)
{
    size_t count = 1;
    for (const char *at = list; *at; at++) count += *at == ',';
    return count;
}

/* The money of all is added up, so no day may count twice. `days` of the trials so far, then of this one. */
static bool shares_no_day(const struct trials *trials, const struct span *days, const char *period, struct problems *problems)
{
    const struct span *last = &days[trials->count];
    for (size_t i = 0; i < trials->count; i++) {
        if (days[i].from > last->to || last->from > days[i].to) continue;
        problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0}, "name periods that share no day: --periods 2026-Q1,2026-Q2",
                    "--periods: %s and %s share days, and their money would be added up twice", trials->items[i].label, period);
        return false;
    }
    return true;
}

static bool try_period(struct asking *asking, const char *period, struct trials *trials, struct span *days)
{
    struct rung_run *run = asking->run;
    struct arena own = {0};
    struct whatif *whatif = arena_alloc(&own, sizeof *whatif);
    bool good = whatif && whatif_begin(whatif, &asking->rules, period, &own, &run->problems);
    if (good) days[trials->count] = whatif->days;
    good = good && shares_no_day(trials, days, period, &run->problems) &&
           whatif_change(whatif, asking->asked->sets, asking->asked->set_count, &run->problems) &&
           trials_add(trials, period, &whatif->review, &run->arena);
    if (whatif) whatif_end(whatif);
    run->problems.out_of_memory |= own.failed;
    arena_release(&own);
    return good;
}

static bool what_if_periods(struct asking *asking)
{
    struct arena *arena = &asking->run->arena;
    struct trials trials = {.what = "period", .program = asking->rules.program, .against = asking->rules.against, .sum = true};
    trials.all = asking->asked->view.all;
    struct span *days = arena_array(arena, count_words(asking->asked->periods), sizeof *days);
    if (!days || !trials_room(&trials, count_words(asking->asked->periods), arena)) return false;
    struct text left = text_of(asking->asked->periods);
    do {
        const char *period = arena_string(arena, text_trim(text_take(&left, ',')));
        if (!period || !try_period(asking, period, &trials, days)) return false;
    } while (left.len > 0);
    return api_trials(asking->run, &trials, &asking->asked->view, asking->out);
}

/* ---- several values of one setting */

/* The edits of a try: those that hold throughout, then the one that is swept. */
static bool try_value(struct whatif *whatif, struct trials *trials, const char **edits, size_t count, const char *label,
                      struct rung_run *run)
{
    struct arena_mark mark = arena_mark(whatif->arena);
    bool good = whatif_change(whatif, edits, count, &run->problems) && trials_add(trials, label, &whatif->review, &run->arena);
    arena_rewind(whatif->arena, mark);
    return good;
}

static bool try_values(struct whatif *whatif, struct trials *trials, const struct sweep *sweep, const struct rung_whatif *asked,
                       struct rung_run *run)
{
    const char **edits = arena_array(&run->arena, asked->set_count + 1, sizeof *edits);
    if (!edits) return false;
    for (size_t i = 0; i < asked->set_count; i++) edits[i] = asked->sets[i];
    if (!try_value(whatif, trials, edits, asked->set_count, asked->set_count ? "as set" : "as it is", run)) return false;
    for (size_t i = 0; i < sweep->count; i++) {
        edits[asked->set_count] = sweep->edits[i];
        if (!try_value(whatif, trials, edits, asked->set_count + 1, sweep->values[i], run)) return false;
    }
    return true;
}

static bool what_if_sweep(struct asking *asking)
{
    struct rung_run *run = asking->run;
    struct sweep sweep;
    struct arena own = {0};
    struct whatif *whatif = arena_alloc(&own, sizeof *whatif);
    if (!whatif || !sweep_parse(&sweep, asking->asked->sweep, &run->arena, &run->problems)) goto done;
    struct trials trials = {
        .key = sweep.key, .what = "value", .program = asking->rules.program, .against = asking->rules.against, .chart = true};
    trials.all = asking->asked->view.all;
    bool good = trials_room(&trials, sweep.count + 1, &run->arena) && whatif_begin(whatif, &asking->rules, NULL, &own, &run->problems) &&
                try_values(whatif, &trials, &sweep, asking->asked, run) && api_trials(run, &trials, &asking->asked->view, asking->out);
    whatif_end(whatif);
    run->problems.out_of_memory |= own.failed;
    arena_release(&own);
    return good;
done:
    arena_release(&own);
    return false;
}

enum rung_status rung_whatif(struct rung_run *run, const char *program, const struct rung_whatif *asked, const struct rung_options *options,
                             char **text)
{
    struct buf out = {0};
    struct run_options wanted = api_options(run, options);
    struct asking asking = {.run = run, .asked = asked, .out = &out};
    asking.rules = (struct whatif_rules){.program = program, .against = asked->against, .by = asked->by, .options = &wanted};
    bool good = asked->sweep ? what_if_sweep(&asking) : asked->periods ? what_if_periods(&asking) : what_if(&asking);
    enum rung_status status = api_status(run, good);
    *text = status == RUNG_OK ? api_text(&out) : NULL;
    if (!*text) buf_release(&out);
    return status == RUNG_OK && !*text ? RUNG_FAILED : status;
}
