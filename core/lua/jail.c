#include "lua/jail.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined HAVE_SECCOMP && !defined RUNG_OPEN_JAIL
#define FILTERS_CALLS
#include <errno.h>
#include <seccomp.h>
#endif

enum { DESCRIPTORS = 64, PAGES_LINE = 64 };
static const uint64_t MORE_ADDRESSES = (uint64_t)4 << 30; /* beyond what the parent had mapped at the fork */
#ifdef RUNG_OPEN_JAIL
static const bool open_jail = true;
#else
static const bool open_jail = false;
#endif

static bool stands_for_null(int fd)
{
    int null = open("/dev/null", fd == STDIN_FILENO ? O_RDONLY : O_WRONLY);
    if (null < 0) return false;
    if (null == fd) return true;
    bool good = dup2(null, fd) == fd;
    close(null);
    return good;
}

static bool is_kept(int fd, const int *keep_fds, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (keep_fds[i] == fd) return true;
    return false;
}

/* Closes the gaps between the kept descriptors. */
static bool close_others(const int *keep_fds, size_t count)
{
    int from = STDERR_FILENO + 1;
    for (;;) {
        int next = -1;
        for (size_t i = 0; i < count; i++)
            if (keep_fds[i] >= from && (next < 0 || keep_fds[i] < next)) next = keep_fds[i];
        unsigned last = next < 0 ? ~0U : (unsigned)next - 1;
        if ((next < 0 || next > from) && close_range((unsigned)from, last, 0) != 0) return false;
        if (next < 0) return true;
        from = next + 1;
    }
}

static bool limit(int resource, uint64_t most)
{
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)resource, &now) != 0) return false;
    if (now.rlim_max < most) most = now.rlim_max;
    struct rlimit for_good = {.rlim_cur = most, .rlim_max = most}, for_now = {.rlim_cur = most, .rlim_max = now.rlim_max};
    /* Memory checkers refuse to lower the hard limit of descriptors. */
    return setrlimit((__rlimit_resource_t)resource, &for_good) == 0 || setrlimit((__rlimit_resource_t)resource, &for_now) == 0;
}

/* Bytes of addresses in use; read before the descriptors are closed. 0: unknown. */
static uint64_t addresses_in_use(void)
{
    char line[PAGES_LINE];
    uint64_t pages = 0;
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    ssize_t len = read(fd, line, sizeof line);
    close(fd);
    for (ssize_t i = 0; i < len && line[i] >= '0' && line[i] <= '9'; i++) pages = pages * 10 + (uint64_t)(line[i] - '0');
    return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static bool set_limits(void)
{
    uint64_t in_use = addresses_in_use();
    signal(SIGXFSZ, SIG_IGN); /* a write beyond the limit is an error, not the end */
    if (!open_jail && in_use && !limit(RLIMIT_AS, in_use + MORE_ADDRESSES)) return false;
    if (!open_jail && !limit(RLIMIT_FSIZE, 0)) return false;
    return limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, DESCRIPTORS) && limit(RLIMIT_NPROC, 0);
}

#ifdef FILTERS_CALLS
static bool filter_calls(void)
{
    static const int allowed[] = {
        SCMP_SYS(read),         SCMP_SYS(write),        SCMP_SYS(sendto),       SCMP_SYS(recvfrom),        SCMP_SYS(close),
        SCMP_SYS(exit),         SCMP_SYS(exit_group),   SCMP_SYS(mmap),         SCMP_SYS(munmap),          SCMP_SYS(mremap),
        SCMP_SYS(mprotect),     SCMP_SYS(brk),          SCMP_SYS(madvise),      SCMP_SYS(futex),           SCMP_SYS(clock_gettime),
        SCMP_SYS(gettimeofday), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),  SCMP_SYS(sigaltstack),
        SCMP_SYS(poll),         SCMP_SYS(ppoll),        SCMP_SYS(timer_create), SCMP_SYS(timer_settime),   SCMP_SYS(timer_delete),
        SCMP_SYS(getpid),       SCMP_SYS(gettid),       SCMP_SYS(sched_yield),  SCMP_SYS(restart_syscall), SCMP_SYS(fstat),
        SCMP_SYS(newfstatat),   SCMP_SYS(getrandom)};
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter) return false;
    int bad = 0;
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
    /* A fault of the interpreter shall end in a signal that the parent can name. */
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0));
    bool good = bad == 0 && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return good;
}
#else
static bool filter_calls(void)
{
    return true;
}
#endif

bool jail_enter(const int *keep_fds, size_t count)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || !set_limits()) return false;
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (!is_kept(fd, keep_fds, count) && !stands_for_null(fd)) return false;
    if (!close_others(keep_fds, count)) return false;
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && filter_calls();
}

bool jail_gave_up(int wait_status, struct problems *problems)
{
    int status = WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : 0;
    if (status == JAIL_EXIT_STARVED) problems->out_of_memory = true;
    if (status == JAIL_EXIT_REFUSED)
        problem_add(problems, SEVERITY_ERROR, STAGE_PLUGIN, (struct place){0},
                    "allow Rung prctl, setrlimit and seccomp (in a container: its security profile)",
                    "the system does not let the plugins' processes lock themselves in");
    return status == JAIL_EXIT_STARVED || status == JAIL_EXIT_REFUSED;
}
