#include "lua/nursery.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "lua/frames.h"
#include "lua/jail.h"

/* ---- the child */

static bool write_all(int fd, struct text bytes)
{
    while (bytes.len > 0) {
        ssize_t written = write(fd, bytes.ptr, bytes.len);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes = (struct text){bytes.ptr + written, bytes.len - (size_t)written};
    }
    return true;
}

static _Noreturn void be_child(int fd, const struct nursling *nurslings, size_t count, const struct limits *limits)
{
    struct buf frame = {.ceiling = FRAME_MAX + sizeof(struct frame_head)};
    if (!jail_enter(&fd, 1)) _exit(JAIL_EXIT_REFUSED);
    for (size_t i = 0; i < count; i++) {
        buf_clear(&frame);
        if (!frame_make(nurslings[i].name, nurslings[i].source, limits, &frame)) _exit(JAIL_EXIT_STARVED);
        if (!write_all(fd, buf_view(&frame))) break;
    }
    _exit(0);
}

/* ---- the parent */

struct child {
    pid_t pid;
    int fd;
    double deadline;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static bool start(const struct nursling *nurslings, size_t count, const struct limits *limits, struct child *child)
{
    int ends[2];
    if (pipe(ends) != 0) return false;
    child->pid = fork();
    if (child->pid == 0) be_child(ends[1], nurslings, count, limits);
    close(ends[1]);
    child->fd = ends[0];
    if (child->pid < 0) close(ends[0]);
    return child->pid > 0;
}

/* Returns what waitpid said. */
static int end(struct child *child)
{
    int status = 0;
    if (child->pid <= 0) return status;
    close(child->fd);
    kill(child->pid, SIGKILL);
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR) {
    }
    child->pid = 0;
    return status;
}

enum arrival { ARRIVED, TOO_LATE, ENDED };

static enum arrival read_all(const struct child *child, void *bytes, size_t len)
{
    for (size_t have = 0; have < len;) {
        double left = child->deadline - now();
        struct pollfd poll_fd = {.fd = child->fd, .events = POLLIN};
        if (left <= 0) return TOO_LATE;
        int ready = poll(&poll_fd, 1, (int)(left * 1000) + 1);
        if (ready == 0) return TOO_LATE;
        if (ready < 0 && errno != EINTR) return ENDED;
        if (ready < 0) continue;
        ssize_t got = read(child->fd, (char *)bytes + have, len - have);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return ENDED;
        have += (size_t)got;
    }
    return ARRIVED;
}

static enum arrival read_frame(const struct child *child, struct nursling *nursling, struct arena *arena)
{
    struct frame_head head;
    enum arrival arrival = read_all(child, &head, sizeof head);
    if (arrival != ARRIVED) return arrival;
    if (head.kind > FRAME_FAILED || head.length > FRAME_MAX) return ENDED;
    char *payload = arena_alloc(arena, head.length + 1U);
    if (!payload) return ENDED;
    arrival = read_all(child, payload, head.length);
    if (arrival != ARRIVED) return arrival;
    nursling->payload = (struct text){payload, head.length};
    nursling->line = head.line;
    nursling->kind = head.kind == FRAME_METRIC ? PLUGIN_METRIC : PLUGIN_INCENTIVE;
    nursling->good = head.kind != FRAME_FAILED;
    nursling->failure = payload;
    payload[head.length] = '\0';
    if (!nursling->good && strlen(payload) < head.length) nursling->cure = payload + strlen(payload) + 1;
    return ARRIVED;
}

static bool no_process(struct problems *problems)
{
    problem_add(problems, SEVERITY_ERROR, STAGE_PLUGIN, (struct place){0}, "close other programs", "plugins could not be loaded: %s",
                strerror(errno));
    return false;
}

bool nursery_run(struct nursling *nurslings, size_t count, const struct limits *limits, struct arena *arena, struct problems *problems)
{
    struct child child = {0};
    for (size_t i = 0; i < count; i++) {
        if (child.pid == 0 && !start(nurslings + i, count - i, limits, &child)) return no_process(problems);
        child.deadline = now() + limits->seconds;
        enum arrival arrival = read_frame(&child, &nurslings[i], arena);
        if (arrival == ARRIVED) continue;
        if (jail_gave_up(end(&child), problems)) return false;
        nurslings[i].good = false;
        nurslings[i].failure = arrival == TOO_LATE
                                   ? "took too long to load: its top level has to end within the time limit (limits: {seconds: ...})"
                                   : "ended its process while it was loaded: it reached a fault of the Lua library";
    }
    end(&child);
    return true;
}
