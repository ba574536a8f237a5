#include "run/workers.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lua/jail.h"
#include "run/task.h"

enum { RANGE_MOST = 256, TOGETHER = 64, TICK_MS = 50, LOST_BETWEEN_CALLS = 3 };

/* What parent and workers share besides the results. */
struct board {
    _Atomic uint64_t next; /* first partner that nobody took yet */
    uint32_t range;        /* partners taken at a time */
    size_t notes_at, given_up_at;
    size_t size;
};

struct process {
    pid_t pid;
    int fd; /* a byte begins a part, a byte ends it */
    bool busy;
    uint64_t calls; /* as last seen */
    double since;   /* when they last changed */
};

struct workers {
    struct run *run;
    struct board *board;
    struct process *processes;
    size_t count;
    unsigned char *lost;      /* per rule of the part at hand */
    size_t lost_between;      /* workers that died outside any call */
    struct text_writer texts; /* the parent's own */
    enum run_part part;
};

static struct worker_note *note_of(const struct board *board, size_t worker)
{
    return (struct worker_note *)(void *)((char *)(uintptr_t)board + board->notes_at) + worker;
}

/* One byte per rule: the parent has given it up. */
static _Atomic unsigned char *given_up_of(const struct board *board)
{
    return (_Atomic unsigned char *)((char *)(uintptr_t)board + board->given_up_at);
}

static size_t rules_of(const struct run *run, enum run_part part)
{
    return part == PART_MEASURE ? run->program->metric_count : run->program->incentive_count;
}

/* ---- in the worker */

static const char given_up[] = "not called: this plugin brought down several workers (see the problems of its first partners)";

static void skip_given_up(struct worker *worker, const struct board *board, enum run_part part, size_t partner)
{
    const struct results *results = &worker->run->results;
    size_t rules = rules_of(worker->run, part);
    for (size_t r = 0; r < rules; r++) {
        if (!atomic_load_explicit(&given_up_of(board)[r], memory_order_relaxed)) continue;
        struct measure *measure = &results->measures[partner * results->metrics + r];
        struct award *award = &results->awards[partner * results->incentives + r];
        uint32_t reason = results_text_put(&worker->texts, text_of(given_up));
        if (part == PART_MEASURE && measure->state == MEASURE_PENDING)
            *measure = (struct measure){.state = MEASURE_FAILED, .reason = reason};
        if (part == PART_AWARD && award->kind == AWARD_NONE && !award->reason)
            *award = (struct award){.kind = AWARD_FAILED, .reason = reason};
    }
}

/* The partners from note->from to note->last, some dozens at a time. */
static void work_range(struct worker *worker, const struct board *board, enum run_part part)
{
    struct worker_note *note = worker->note;
    uint32_t last = note->last;
    for (uint32_t from = note->from, next; from < last; from = next) {
        next = last - from < TOGETHER ? last : from + TOGETHER;
        for (uint32_t p = from; p < next; p++) skip_given_up(worker, board, part, p);
        if (part == PART_MEASURE)
            task_measure(worker, from, next);
        else
            task_award(worker, from, next);
        if (host_starved(worker->host)) _exit(JAIL_EXIT_STARVED);
        atomic_store_explicit(&note->rule, RULE_NONE, memory_order_relaxed);
        atomic_store(&note->from, next);
        atomic_fetch_add_explicit(&note->done, next - from, memory_order_relaxed);
    }
}

static void work_part(struct worker *worker, struct board *board, enum run_part part)
{
    uint64_t partners = worker->run->data.partners;
    work_range(worker, board, part); /* what a lost worker left, else nothing */
    for (;;) {
        uint64_t from = atomic_fetch_add(&board->next, board->range);
        if (from >= partners) return;
        uint64_t last = from + board->range < partners ? from + board->range : partners;
        atomic_store(&worker->note->from, (uint32_t)from);
        atomic_store(&worker->note->last, (uint32_t)last);
        work_range(worker, board, part);
    }
}

static _Noreturn void work(struct run *run, struct board *board, size_t index, int fd)
{
    struct arena arena = {0};
    struct worker worker = {.run = run, .index = index, .note = note_of(board, index), .texts = {.results = &run->results}};
    char part;
    if (!jail_enter(&fd, 1)) _exit(JAIL_EXIT_REFUSED);
    worker.host = host_open(&run->rules, &run->data, run->coverage.plugins);
    if (!worker.host || !card_reader_init(&worker.reader, run, &arena)) _exit(JAIL_EXIT_STARVED);
    if (run->profile.by_rule) host_weigh(worker.host);
    while (read(fd, &part, 1) == 1) {
        work_part(&worker, board, (enum run_part)part);
        if (write(fd, &part, 1) != 1) break;
    }
    _exit(0);
}

/* ---- in the parent */

static bool start_process(struct workers *workers, size_t index)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return false;
    pid_t pid = fork();
    if (pid == 0) work(workers->run, workers->board, index, pair[1]);
    close(pair[1]);
    if (pid < 0) {
        close(pair[0]);
        return false;
    }
    workers->processes[index] = (struct process){.pid = pid, .fd = pair[0]};
    return true;
}

/* Returns what waitpid said. */
static int end_process(struct process *process)
{
    int status = 0;
    if (process->pid <= 0) return status;
    kill(process->pid, SIGKILL);
    while (waitpid(process->pid, &status, 0) < 0 && errno == EINTR) {
    }
    close(process->fd);
    *process = (struct process){.fd = -1};
    return status;
}

static struct problem *machine_problem(struct problems *problems, const char *what)
{
    return problem_add(problems, SEVERITY_ERROR, STAGE_MEASURE, (struct place){0}, "close other programs, or run with fewer --jobs",
                       "%s: %s", what, strerror(errno));
}

static struct board *board_open(const struct run *run, size_t workers)
{
    size_t rules = run->program->metric_count + run->program->incentive_count;
    size_t notes_at = (sizeof(struct board) + 63) & ~(size_t)63;
    size_t given_up_at = notes_at + workers * sizeof(struct worker_note);
    size_t size = given_up_at + rules;
    struct board *board = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (board == MAP_FAILED) return NULL;
    size_t range = run->data.partners / (workers * 8);
    board->range = (uint32_t)(range < 1 ? 1 : range > RANGE_MOST ? RANGE_MOST : range);
    board->notes_at = notes_at;
    board->given_up_at = given_up_at;
    board->size = size;
    return board;
}

struct workers *workers_start(struct run *run, struct problems *problems)
{
    struct workers *workers = mem_zero(1, sizeof *workers);
    size_t count = (size_t)run->jobs < run->data.partners ? (size_t)run->jobs : run->data.partners;
    size_t rules = run->program->metric_count + run->program->incentive_count;
    if (!workers) goto starved;
    workers->run = run;
    workers->texts.results = &run->results;
    workers->count = count;
    workers->processes = mem_zero(count, sizeof *workers->processes);
    workers->lost = mem_zero(rules + 1, 1);
    workers->board = board_open(run, count);
    if (!workers->processes || !workers->lost || !workers->board) goto starved;
    for (size_t i = 0; i < count; i++) {
        if (start_process(workers, i)) continue;
        machine_problem(problems, "the plugins' processes could not be started");
        workers_stop(workers);
        return NULL;
    }
    return workers;
starved:
    problems->out_of_memory = true;
    workers_stop(workers);
    return NULL;
}

void workers_stop(struct workers *workers)
{
    if (!workers) return;
    for (size_t i = 0; workers->processes && i < workers->count; i++) end_process(&workers->processes[i]);
    if (workers->board) munmap(workers->board, workers->board->size);
    mem_free(workers->processes);
    mem_free(workers->lost);
    mem_free(workers);
}

static bool begin_part(struct process *process, enum run_part part)
{
    char byte = (char)part;
    process->busy = true;
    process->since = clock_seconds();
    return send(process->fd, &byte, 1, MSG_NOSIGNAL) == 1;
}

/* Writes down that the rule failed for the partner at which its worker was lost. */
static void record_loss(struct workers *workers, const struct worker_note *note, const char *why)
{
    struct results *results = &workers->run->results;
    uint32_t partner = note->partner, rule = note->rule;
    if (rule >= rules_of(workers->run, workers->part) || partner >= results->partners) {
        workers->lost_between++;
        return;
    }
    uint32_t reason = results_text_put(&workers->texts, text_of(why));
    if (workers->part == PART_MEASURE)
        results->measures[(size_t)partner * results->metrics + rule] = (struct measure){.state = MEASURE_FAILED, .reason = reason};
    else
        results->awards[(size_t)partner * results->incentives + rule] = (struct award){.kind = AWARD_FAILED, .reason = reason};
    if (++workers->lost[rule] >= WORKERS_LOST_PER_RULE) atomic_store(&given_up_of(workers->board)[rule], 1);
}

static bool replace(struct workers *workers, size_t index, const char *why, struct problems *problems)
{
    struct worker_note *note = note_of(workers->board, index);
    if (jail_gave_up(end_process(&workers->processes[index]), problems)) return false;
    record_loss(workers, note, why);
    atomic_store(&note->rule, RULE_NONE);
    if (note->last > workers->run->data.partners) atomic_store(&note->last, (uint32_t)workers->run->data.partners);
    if (workers->lost_between > LOST_BETWEEN_CALLS) {
        problem_add(problems, SEVERITY_ERROR, STAGE_MEASURE, (struct place){0},
                    "run with --jobs 1; if it stays so, this is a fault of Rung",
                    "the plugins' processes end by themselves, outside any plugin");
        return false;
    }
    if (start_process(workers, index) && begin_part(&workers->processes[index], workers->part)) return true;
    machine_problem(problems, "a plugin's process could not be started again");
    return false;
}

static bool hangs(struct workers *workers, size_t index, double time)
{
    struct process *process = &workers->processes[index];
    const struct worker_note *note = note_of(workers->board, index);
    uint64_t calls = atomic_load_explicit(&note->calls, memory_order_acquire);
    if (calls != process->calls || note->rule == RULE_NONE) {
        process->calls = calls;
        process->since = time;
    }
    return process->busy && time - process->since > workers->run->program->limits.seconds;
}

static void tell_progress(const struct workers *workers)
{
    const struct run *run = workers->run;
    uint64_t done = 0;
    if (!run->options.progress) return;
    for (size_t i = 0; i < workers->count; i++) done += note_of(workers->board, i)->done;
    run->options.progress(run->options.progress_context, workers->part, done, run->data.partners);
}

/* Waits a tick for news of the workers; false when the machine gave out. */
static bool watch(struct workers *workers, struct pollfd *polls, struct problems *problems)
{
    for (size_t i = 0; i < workers->count; i++)
        polls[i] = (struct pollfd){.fd = workers->processes[i].busy ? workers->processes[i].fd : -1, .events = POLLIN};
    if (poll(polls, (nfds_t)workers->count, TICK_MS) < 0 && errno != EINTR) return false;
    double time = clock_seconds();
    for (size_t i = 0; i < workers->count; i++) {
        char byte;
        if (polls[i].revents && read(workers->processes[i].fd, &byte, 1) == 1)
            workers->processes[i].busy = false;
        else if (polls[i].revents) {
            if (!replace(workers, i, "the plugin ended its process: it reached a fault of the Lua library", problems)) return false;
        } else if (hangs(workers, i, time)) {
            if (!replace(workers, i, "the plugin took longer than its time limit (limits: seconds in program.yaml)", problems))
                return false;
        }
    }
    return true;
}

static bool any_busy(const struct workers *workers)
{
    for (size_t i = 0; i < workers->count; i++)
        if (workers->processes[i].busy) return true;
    return false;
}

static void reset_board(struct workers *workers, enum run_part part)
{
    size_t rules = workers->run->program->metric_count + workers->run->program->incentive_count;
    workers->part = part;
    memset(workers->lost, 0, rules);
    memset((void *)(uintptr_t)given_up_of(workers->board), 0, rules);
    atomic_store(&workers->board->next, 0);
    for (size_t i = 0; i < workers->count; i++) {
        struct worker_note *note = note_of(workers->board, i);
        atomic_store(&note->from, 0);
        atomic_store(&note->last, 0);
        atomic_store(&note->done, 0);
        atomic_store(&note->rule, RULE_NONE);
    }
}

bool workers_do(struct workers *workers, enum run_part part, struct problems *problems)
{
    struct pollfd *polls = mem_zero(workers->count, sizeof *polls);
    bool good = polls != NULL;
    problems->out_of_memory |= !polls;
    reset_board(workers, part);
    for (size_t i = 0; good && i < workers->count; i++) good = begin_part(&workers->processes[i], part);
    while (good && any_busy(workers)) {
        good = watch(workers, polls, problems);
        tell_progress(workers);
    }
    mem_free(polls);
    return good;
}
