/* rung_explain: why a partner's card is as it is. */
#include "out/explain.h"
#include "run/trace_rule.h"

/* The rule that was named, if any. */
static bool find_rule(struct rung_run *run, const struct rung_explain *asked, struct asked_rule *rule, struct trace *trace,
                      struct explanation *explanation)
{
    if (!asked->rule) return true;
    if (!asked_rule(run, asked->rule, rule)) return false;
    explanation->rule = rule;
    if (!trace_called(&run->reader, rule->index, rule->incentive)) return true;
    explanation->trace = trace;
    return asked_trace(run, rule, trace);
}

static bool explain(struct rung_run *run, const struct rung_explain *asked, const struct problems *problems, struct buf *out)
{
    struct explanation explanation = {.reader = &run->reader, .arena = &run->arena};
    struct asked_rule rule;
    struct trace trace;
    size_t partner;
    if (!asked_partner(run, asked->partner, &partner)) return false;
    explanation.fits = card_reader_make(&run->reader, partner);
    explanation.of = (struct reasons_of){run->run.program, &run->reader.subject, &run->reader.card};
    bool good = find_rule(run, asked, &rule, &trace, &explanation);
    if (good && explanation.rule) asked_failures(run, &rule, problems, &explanation.failures);
    if (good) (asked->json ? explain_json : explain_text)(&explanation, out);
    buf_release(&explanation.failures);
    return good;
}

/* Of the run's problems, those of what was asked are told with it; the others are another matter. */
static bool explain_apart(struct rung_run *run, const struct rung_explain *asked, struct buf *out)
{
    struct problems others = run->problems;
    run->problems = (struct problems){0};
    bool good = explain(run, asked, &others, out);
    run->problems.out_of_memory |= others.out_of_memory;
    problems_release(&others);
    return good;
}

/* Whatever a title or a unit of the program may hold. */
static void make_visible(struct buf *out)
{
    struct buf shown = {.failed = out->failed};
    buf_visible(&shown, buf_view(out), "\n");
    buf_release(out);
    *out = shown;
}

enum rung_status rung_explain(struct rung_run *run, const char *program, const struct rung_explain *asked,
                              const struct rung_options *options, char **text)
{
    struct buf out = {0};
    struct run_options wanted = api_options(run, options);
    bool good = run_load(&run->run, program, &wanted, &run->problems) && run_measure(&run->run, &run->problems) &&
                card_reader_init(&run->reader, &run->run, &run->arena) && card_reader_search(&run->reader, &run->arena) &&
                explain_apart(run, asked, &out);
    enum rung_status status = api_status(run, good && !out.failed);
    if (!asked->json) make_visible(&out);
    *text = status == RUNG_OK ? api_text(&out) : NULL;
    if (!*text) buf_release(&out);
    return status == RUNG_OK && !*text ? RUNG_FAILED : status;
}
