#include "test/tests.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

#include "test/cases.h"
#include "test/golden.h"

enum { HANDS_MOST = 64 };
static const uint64_t STARVED = UINT64_MAX; /* instead of the length of a suite */

struct hand {
    pid_t pid;
    int pipe;
};

/* What keeps a suite from its end is a result too, and so gets to whoever reads the report. */
static void run_suite(struct suite *suite, const struct test_settings *settings, struct arena *arena)
{
    struct problems problems = {0};
    if (suite->kind == SUITE_CASES)
        cases_run(suite, settings, arena, &problems);
    else
        golden_run(suite, settings, arena, &problems);
    if (problems.count) suite_fail(suite, "it can be run to its end", &problems, arena);
    problems_release(&problems);
}

static bool gave_out(const struct suite *suite, struct problems *problems)
{
    problem_add(problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){.file = suite->path}, "see what its last test says",
                "the tests could not be run to their end");
    return false;
}

static bool tell_suite(const struct suite *suite, struct report *report, struct problems *problems)
{
    if (suite->starved) problems->out_of_memory = true;
    if (!suite->starved) report_suite(report, suite);
    if (report->out.failed) problems->out_of_memory = true;
    if (problems->out_of_memory) return false;
    return !suite->gave_out || gave_out(suite, problems);
}

/* ---- one after the other, in this process */

static bool run_here(const struct plan *plan, const struct test_settings *settings, struct report *report, struct problems *problems)
{
    bool good = true;
    for (size_t i = 0; good && i < plan->count && !report->stopped; i++) {
        struct suite suite = plan->suites[i];
        struct arena arena = {0};
        run_suite(&suite, settings, &arena);
        good = tell_suite(&suite, report, problems);
        arena_release(&arena);
    }
    return good;
}

/* ---- several processes: hand h takes the suites h, h + count, h + 2 count ..., and sends each through its pipe. The parent reads
 * the pipes in turn, so that suites arrive in their order, and a hand waits when it is too far ahead. */

static bool send_suite(int pipe, const struct suite *suite)
{
    struct buf bytes = {0};
    uint64_t length = 0;
    buf_put(&bytes, &length, sizeof length);
    bool packed = !suite->starved && suite_pack(suite, &bytes);
    length = packed ? bytes.len - sizeof length : STARVED;
    if (packed) memcpy(bytes.ptr, &length, sizeof length);
    bool sent = file_write(pipe, packed ? buf_view(&bytes) : (struct text){(const char *)&length, sizeof length});
    buf_release(&bytes);
    return sent && packed;
}

static void work(const struct plan *plan, const struct test_settings *settings, size_t first, size_t step, int pipe)
{
    bool good = true;
    signal(SIGPIPE, SIG_IGN); /* nobody wants to know any more: seen when writing */
    for (size_t i = first; good && i < plan->count; i += step) {
        struct suite suite = plan->suites[i];
        struct arena arena = {0};
        run_suite(&suite, settings, &arena);
        good = send_suite(pipe, &suite) && !suite.gave_out;
        arena_release(&arena);
    }
}

static bool start_hand(const struct plan *plan, const struct test_settings *settings, struct hand *hands, size_t index, size_t count)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    pid_t pid = fork();
    if (pid == 0) {
        for (size_t i = 0; i < index; i++) close(hands[i].pipe);
        close(ends[0]);
        work(plan, settings, index, count, ends[1]);
        _exit(0);
    }
    close(ends[1]);
    hands[index] = (struct hand){pid, ends[0]};
    if (pid < 0) close(ends[0]);
    return pid > 0;
}

static bool receive(int pipe, void *bytes, size_t length)
{
    for (char *at = bytes; length > 0;) {
        ssize_t got = read(pipe, at, length);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        at += got;
        length -= (size_t)got;
    }
    return true;
}

static bool lost(const struct suite *suite, struct problems *problems)
{
    problem_add(problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){.file = suite->path}, "run these tests alone, with --jobs 1",
                "the process that ran the tests is gone");
    return false;
}

static bool receive_suite(const struct hand *hand, struct suite *suite, struct report *report, struct problems *problems)
{
    uint64_t length;
    struct arena arena = {0};
    if (!receive(hand->pipe, &length, sizeof length)) return lost(suite, problems);
    char *bytes = length == STARVED ? NULL : arena_alloc(&arena, length + 1);
    bool good = bytes != NULL;
    if (!bytes)
        problems->out_of_memory = true;
    else if (!receive(hand->pipe, bytes, length) || !suite_unpack(suite, (struct text){bytes, length}, &arena))
        good = lost(suite, problems);
    else
        good = tell_suite(suite, report, problems);
    arena_release(&arena);
    return good;
}

static void end_hands(const struct hand *hands, size_t count)
{
    for (size_t i = 0; i < count; i++) close(hands[i].pipe);
    for (size_t i = 0; i < count; i++)
        while (waitpid(hands[i].pid, NULL, 0) < 0 && errno == EINTR) continue;
}

static bool run_beside(const struct plan *plan, const struct test_settings *settings, size_t count, struct report *report,
                       struct problems *problems)
{
    struct hand hands[HANDS_MOST];
    struct test_settings alone = *settings;
    size_t started = 0;
    alone.options.jobs = 1;
    while (started < count && start_hand(plan, &alone, hands, started, count)) started++;
    bool good = started == count;
    if (!good)
        problem_add(problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){0}, "run fewer at a time, as in --jobs 1",
                    "no processes to run tests in: %s", strerror(errno));
    for (size_t i = 0; good && i < plan->count && !report->stopped; i++) {
        struct suite suite = plan->suites[i];
        good = receive_suite(&hands[i % count], &suite, report, problems);
    }
    end_hands(hands, started);
    return good;
}

bool tests_run(const struct plan *plan, const struct test_settings *settings, struct report *report, struct problems *problems)
{
    long cores = settings->options.jobs > 0 ? settings->options.jobs : sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = cores > HANDS_MOST ? HANDS_MOST : cores < 1 ? 1 : (size_t)cores;
    if (count > plan->count) count = plan->count;
    return count > 1 ? run_beside(plan, settings, count, report, problems) : run_here(plan, settings, report, problems);
}
