/* rung_trace: how one metric or incentive of one partner came about. */
#include "out/asked.h"
#include "out/trace_text.h"
#include "run/trace_rule.h"

static bool trace(struct rung_run *run, const struct rung_trace *asked, const struct problems *problems, struct buf *out)
{
    struct trace_page_text page = {.run = &run->run, .reader = &run->reader, .rows = asked->rows};
    struct asked_rule rule;
    struct trace made;
    size_t partner;
    if (!asked_partner(run, asked->partner, &partner)) return false;
    card_reader_make(&run->reader, partner);
    if (!asked_rule(run, asked->rule, &rule)) return false;
    page.rule = rule.index;
    page.incentive = rule.incentive;
    bool called = trace_called(&run->reader, rule.index, rule.incentive);
    if (called && !asked_trace(run, &rule, &made)) return false;
    if (called) page.trace = &made;
    trace_text(&page, out);
    asked_failures(run, &rule, problems, out);
    return true;
}

/* Of the run's problems, those of the rule and partner are told with the trace; the others are another matter. */
static bool trace_apart(struct rung_run *run, const struct rung_trace *asked, struct buf *out)
{
    struct problems others = run->problems;
    run->problems = (struct problems){0};
    bool good = trace(run, asked, &others, out);
    run->problems.out_of_memory |= others.out_of_memory;
    problems_release(&others);
    return good;
}

enum rung_status rung_trace(struct rung_run *run, const char *program, const struct rung_trace *asked, const struct rung_options *options,
                            char **text)
{
    struct buf out = {0};
    struct run_options wanted = api_options(run, options);
    wanted.lines = asked->rows;
    bool good = run_load(&run->run, program, &wanted, &run->problems) && run_measure(&run->run, &run->problems) &&
                card_reader_init(&run->reader, &run->run, &run->arena) && trace_apart(run, asked, &out);
    enum rung_status status = api_status(run, good);
    *text = status == RUNG_OK ? api_text(&out) : NULL;
    if (!*text) buf_release(&out);
    return status == RUNG_OK && !*text ? RUNG_FAILED : status;
}
