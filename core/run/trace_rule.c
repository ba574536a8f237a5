#include "run/trace_rule.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lua/jail.h"

struct tracing {
    const struct run *run;
    size_t rule, partner;
    bool incentive;
    struct trace_page *page;
};

static _Noreturn void be_child(const struct tracing *tracing, int fd)
{
    struct arena arena = {0};
    struct card_reader reader;
    struct outcome outcome;
    const struct run *run = tracing->run;
    if (!jail_enter(&fd, 1)) _exit(JAIL_EXIT_REFUSED);
    struct host *host = host_open(&run->rules, &run->data, NULL);
    if (!host || !card_reader_init(&reader, run, &arena)) _exit(JAIL_EXIT_STARVED);
    card_reader_card(&reader, tracing->partner);
    host_partner(host, tracing->partner);
    bool good = tracing->incentive ? host_trace_award(host, tracing->rule, &reader.card, tracing->page, &outcome)
                                   : host_trace_measure(host, tracing->rule, run_measures(run, tracing->partner), tracing->page, &outcome);
    _exit(good && !host_starved(host) ? 0 : JAIL_EXIT_STARVED);
}

/* The child holds the other end for as long as it lives. */
static void wait_for(int fd, double seconds)
{
    struct pollfd end = {.fd = fd, .events = POLLIN};
    while (poll(&end, 1, (int)(seconds * 1000) + 1) < 0 && errno == EINTR) {
    }
}

static bool call(const struct tracing *tracing, struct problems *problems)
{
    int ends[2], status = 0;
    pid_t pid = pipe(ends) == 0 ? fork() : -1;
    if (pid == 0) be_child(tracing, ends[1]);
    if (pid < 0) {
        problem_add(problems, SEVERITY_ERROR, STAGE_MEASURE, (struct place){0}, "close other programs",
                    "the rule's process could not be started: %s", strerror(errno));
        return false;
    }
    close(ends[1]);
    wait_for(ends[0], tracing->run->program->limits.seconds);
    kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    close(ends[0]);
    return !jail_gave_up(status, problems);
}

static bool trace_rule(struct tracing tracing, struct trace *trace, struct arena *arena, struct problems *problems)
{
    tracing.page = trace_page_open();
    problems->out_of_memory |= !tracing.page;
    bool good = tracing.page && call(&tracing, problems);
    if (good) good = trace_read(tracing.page, &tracing.run->data, tracing.partner, trace, arena);
    trace_page_close(tracing.page);
    return good;
}

bool trace_called(const struct card_reader *reader, size_t rule, bool incentive)
{
    const struct run *run = reader->run;
    const struct program *program = run->program;
    if (!incentive) return program->metrics[rule].plugin && reader->subject.measures[rule].state != MEASURE_NOT_APPLICABLE;
    const struct expr *applies = program->incentives[rule].applies;
    if (!program->incentives[rule].plugin) return false;
    return !applies || value_holds(card_eval(applies, &reader->card, program, &reader->subject));
}

bool trace_metric(const struct run *run, size_t metric, size_t partner, struct trace *trace, struct arena *arena, struct problems *problems)
{
    return trace_rule((struct tracing){.run = run, .rule = metric, .partner = partner}, trace, arena, problems);
}

bool trace_incentive(const struct run *run, size_t incentive, size_t partner, struct trace *trace, struct arena *arena,
                     struct problems *problems)
{
    return trace_rule((struct tracing){.run = run, .rule = incentive, .partner = partner, .incentive = true}, trace, arena, problems);
}
