#include "cli/watch.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/temp_folder.h"
#include "cli/command.h"

enum { DEPTH_MAX = 32, QUIET_MS = 100, QUIET_ROUNDS = 20 };

struct watch {
    int events, signals;
    char **folders; /* by watch descriptor; NULL: none */
    size_t cap;
    char changed[PATH_MAX]; /* what did first; "": nothing yet */
};

bool watch_interrupted(const struct watch *watch)
{
    struct pollfd signals = {.fd = watch->signals, .events = POLLIN};
    return poll(&signals, 1, 0) > 0;
}

/* ---- folders */

static bool remember(struct watch *watch, int descriptor, const char *folder)
{
    size_t before = watch->cap, at = (size_t)descriptor;
    if (!mem_grow((void **)&watch->folders, &watch->cap, at + 1, sizeof *watch->folders)) return false;
    for (size_t i = before; i < watch->cap; i++) watch->folders[i] = NULL;
    mem_free(watch->folders[at]);
    size_t size = strlen(folder) + 1;
    watch->folders[at] = mem_alloc(size);
    if (watch->folders[at]) memcpy(watch->folders[at], folder, size);
    return watch->folders[at] != NULL;
}

/* "." is left out of paths, as the report does. */
static bool join(char path[PATH_MAX], const char *folder, const char *name)
{
    bool here = strcmp(folder, ".") == 0;
    size_t length = strlen(folder);
    const char *slash = here || (length && folder[length - 1] == '/') ? "" : "/";
    return snprintf(path, PATH_MAX, "%s%s%s", here ? "" : folder, slash, name) < PATH_MAX;
}

/* Not of the user: hidden ones, and those in which the tests themselves run. */
static bool is_foreign(const char *name)
{
    return name[0] == '.' || strncmp(name, TEMP_FOLDER_PREFIX, strlen(TEMP_FOLDER_PREFIX)) == 0;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool add_folder(struct watch *watch, const char *folder, int depth)
{
    const uint32_t mask = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ONLYDIR;
    int descriptor = inotify_add_watch(watch->events, folder, mask);
    if (descriptor < 0 || !remember(watch, descriptor, folder)) return errno == ENOENT || errno == ENOTDIR;
    DIR *entries = depth < DEPTH_MAX ? opendir(folder) : NULL;
    bool good = true;
    for (const struct dirent *entry; good && entries && (entry = readdir(entries));) {
        char path[PATH_MAX];
        if (!is_foreign(entry->d_name) && join(path, folder, entry->d_name) && is_folder(path)) good = add_folder(watch, path, depth + 1);
    }
    if (entries) closedir(entries);
    return good;
}

/* A folder, or the one in which a plugin stands. */
static bool add_word(struct watch *watch, const char *word)
{
    char folder[PATH_MAX];
    struct stat status;
    if (stat(word, &status) == 0 && S_ISDIR(status.st_mode)) return add_folder(watch, word, 0);
    const char *slash = strrchr(word, '/');
    int length = slash ? (int)(slash - word) : 1;
    if (snprintf(folder, sizeof folder, "%.*s", length, slash ? word : ".") >= PATH_MAX) return false;
    return add_folder(watch, folder, DEPTH_MAX);
}

static bool add_words(struct watch *watch, const struct arguments *arguments)
{
    bool good = !arguments->options.plugins || add_folder(watch, arguments->options.plugins, 0);
    for (size_t i = 1; good && i < arguments->word_count; i++) good = add_word(watch, arguments->words[i]);
    return good && (arguments->word_count > 1 || add_word(watch, "."));
}

/* ---- changes */

/* Plugins, cases, programs and tables; not what editors write beside them. */
static bool is_read_by_tests(const char *name)
{
    static const char *const endings[] = {".lua", ".yaml", ".csv", ".tsv", ".txt"};
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && !is_foreign(name) && i < sizeof endings / sizeof *endings; i++)
        if (strcmp(dot, endings[i]) == 0) return true;
    return false;
}

static void take_event(struct watch *watch, const struct inotify_event *event)
{
    char path[PATH_MAX];
    size_t at = (size_t)event->wd;
    bool known = event->wd >= 0 && at < watch->cap && watch->folders[at] && event->len > 0;
    if (!known || !join(path, watch->folders[at], event->name)) return;
    if (event->mask & IN_ISDIR) {
        if (!(event->mask & (IN_CREATE | IN_MOVED_TO)) || is_foreign(event->name)) return;
        add_folder(watch, path, 0);
    } else if (event->mask & IN_CREATE || !is_read_by_tests(event->name)) {
        return; /* what is created is written and closed next */
    }
    if (!*watch->changed) memcpy(watch->changed, path, sizeof path);
}

static void take_events(struct watch *watch)
{
    _Alignas(struct inotify_event) char bytes[16384];
    for (ssize_t got; (got = read(watch->events, bytes, sizeof bytes)) > 0;)
        for (ssize_t at = 0; at < got;) {
            const struct inotify_event *event = (const void *)(bytes + at);
            take_event(watch, event);
            at += (ssize_t)(sizeof *event + event->len);
        }
}

/* A save is several events: they count as one change once nothing has come for a moment. */
static void let_settle(struct watch *watch)
{
    struct pollfd events = {.fd = watch->events, .events = POLLIN};
    for (int round = 0; round < QUIET_ROUNDS && poll(&events, 1, QUIET_MS) > 0; round++) take_events(watch);
}

/* False: Ctrl-C. */
static bool wait_for_change(struct watch *watch)
{
    struct pollfd both[] = {{.fd = watch->events, .events = POLLIN}, {.fd = watch->signals, .events = POLLIN}};
    *watch->changed = '\0';
    while (!*watch->changed) {
        if (poll(both, 2, -1) < 0 && errno != EINTR) return false;
        if (both[1].revents) return false;
        take_events(watch);
    }
    let_settle(watch);
    return true;
}

/* ---- the loop */

static void clear_screen(void)
{
    if (isatty(STDOUT_FILENO)) fputs("\033[H\033[2J", stdout);
}

static int watch_loop(struct watch *watch, const struct arguments *arguments)
{
    for (unsigned number = 1;; number++) {
        int code = test_once(arguments, watch);
        if (watch_interrupted(watch)) return code;
        fprintf(stderr, "run %u is done; waiting for changes, Ctrl-C ends\n", number);
        if (!wait_for_change(watch)) return code;
        clear_screen();
        fprintf(stderr, "run %u: %s changed\n", number + 1, watch->changed);
    }
}

static bool watch_open(struct watch *watch, const struct arguments *arguments)
{
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    if (sigprocmask(SIG_BLOCK, &ending, NULL) != 0) return false;
    watch->signals = signalfd(-1, &ending, SFD_CLOEXEC);
    watch->events = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    return watch->signals >= 0 && watch->events >= 0 && add_words(watch, arguments);
}

static void watch_close(struct watch *watch)
{
    if (watch->signals >= 0) close(watch->signals);
    if (watch->events >= 0) close(watch->events);
    for (size_t i = 0; i < watch->cap; i++) mem_free(watch->folders[i]);
    mem_free(watch->folders);
}

int watch_tests(const struct arguments *arguments)
{
    struct watch watch = {.events = -1, .signals = -1};
    int code = EXIT_WRONG;
    if (watch_open(&watch, arguments))
        code = watch_loop(&watch, arguments);
    else
        fprintf(stderr, "rung: error: the folders cannot be watched: %s\n   cure: name fewer of them, or run rung test by hand\n",
                strerror(errno));
    watch_close(&watch);
    return code;
}
