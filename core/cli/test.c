#include "cli/command.h"
#include "cli/terminal.h"
#include "cli/watch.h"

#include <string.h>

struct output {
    bool colour;
    const struct watch *watch; /* NULL: none */
};

/* The first word of a line that says how a test went, in its colour. */
static void put_line(const char *line, size_t length)
{
    static const char passed[] = "ok ", failed[] = "not ok ";
    bool good = strncmp(line, passed, strlen(passed)) == 0, bad = strncmp(line, failed, strlen(failed)) == 0;
    size_t word = good ? strlen("ok") : bad ? strlen("not ok") : 0;
    if (word) printf("\033[%sm%.*s\033[0m", good ? "32" : "1;31", (int)word, line);
    fwrite(line + word, 1, length - word, stdout);
}

static bool put_report(void *context, const char *text, size_t length)
{
    const struct output *output = context;
    for (size_t at = 0; at < length;) {
        const char *newline = memchr(text + at, '\n', length - at);
        size_t line = newline ? (size_t)(newline - text) + 1 - at : length - at;
        if (output->colour)
            put_line(text + at, line);
        else
            fwrite(text + at, 1, line, stdout);
        at += line;
    }
    return fflush(stdout) == 0 && !(output->watch && watch_interrupted(output->watch));
}

int test_once(const struct arguments *arguments, const struct watch *watch)
{
    static const char *const here[] = {"."};
    bool text = !arguments->test.report || strcmp(arguments->test.report, "text") == 0, named = arguments->word_count > 1;
    struct output output = {.colour = text && terminal_colours(stdout), .watch = watch};
    struct rung_test_options wanted = arguments->test;
    struct rung_test_counts counts;
    struct rung_run *run = command_new_run();
    if (!run) return EXIT_WRONG;
    wanted.brief = arguments->quiet;
    wanted.put = put_report;
    wanted.put_context = &output;
    enum rung_status status =
        rung_test(run, named ? arguments->words + 1 : here, named ? arguments->word_count - 1 : 1, &arguments->options, &wanted, &counts);
    terminal_problems(run, status, "");
    int code = command_finish(run, status);
    return code == EXIT_GOOD && counts.failed ? EXIT_PROBLEMS : code;
}

int test_command(const struct arguments *arguments)
{
    return arguments->watch ? watch_tests(arguments) : test_once(arguments, NULL);
}
