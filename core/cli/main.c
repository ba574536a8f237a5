/* rung - the command line: a thin user of the library. */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/suggest.h"
#include "cli/history.h"
#include "cli/library.h"
#include "cli/options.h"
#include "cli/terminal.h"

static bool one_program(const struct arguments *arguments)
{
    if (arguments->word_count == 2) return true;
    fprintf(stderr, "rung: error: rung %s takes one program, the folder that holds program.yaml\n   cure: rung %s scorecards/starter\n",
            arguments->words[0], arguments->words[0]);
    return false;
}

static int finish(struct rung_run *run, enum rung_status status)
{
    size_t errors = rung_error_count(run);
    rung_run_free(run);
    return status != RUNG_OK ? EXIT_WRONG : errors ? EXIT_PROBLEMS : EXIT_GOOD;
}

static struct rung_run *new_run(void)
{
    struct rung_run *run = rung_run_new();
    if (!run) fputs("rung: error: out of memory\n", stderr);
    return run;
}

static enum rung_status do_run(struct rung_run *run, const struct arguments *arguments, const char *folder)
{
    enum rung_status status = rung_run_prepare(run, folder, &arguments->write);
    if (status == RUNG_OK) status = rung_run_load(run, arguments->words[1], &arguments->options);
    if (status == RUNG_OK && arguments->record) status = rung_run_record(run);
    if (status == RUNG_OK) status = rung_run_measure(run);
    if (status == RUNG_OK) status = rung_run_write(run, folder, &arguments->write);
    return status;
}

static int run_command(const struct arguments *given)
{
    struct arguments arguments = *given;
    struct progress_bar bar;
    const char *folder = arguments.output ? arguments.output : "out";
    bool printed = strcmp(folder, "-") == 0;
    struct rung_run *run = one_program(&arguments) ? new_run() : NULL;
    if (!run) return EXIT_WRONG;
    progress_begin(&bar, arguments.quiet);
    arguments.options.progress = progress_draw;
    arguments.options.progress_context = &bar;
    enum rung_status status = do_run(run, &arguments, folder);
    bool written = status == RUNG_OK;
    progress_end(&bar);
    terminal_problems(run, status, printed || !written ? "" : ": see problems.csv");
    FILE *out = printed ? stderr : stdout;
    if (written && !arguments.quiet) terminal_summary(out, run, printed ? NULL : folder);
    if (written && arguments.record && !arguments.quiet)
        fprintf(out, rung_run_known(run) ? "%s holds this very run already\n" : "recorded in %s\n", rung_run_history(run));
    return finish(run, status);
}

static void tell_checked(const struct rung_run *run, const char *folder)
{
    size_t warnings = rung_warning_count(run);
    if (warnings == 0)
        printf("%s: nothing wrong found\n", folder);
    else
        printf("%s: no mistakes, %zu %s\n", folder, warnings, warnings == 1 ? "warning" : "warnings");
}

static int check_command(const struct arguments *arguments)
{
    struct rung_run *run = one_program(arguments) ? new_run() : NULL;
    if (!run) return EXIT_WRONG;
    enum rung_status status = rung_run_check(run, arguments->words[1], &arguments->options);
    if (status == RUNG_OK && rung_error_count(run) == 0 && !arguments->quiet) tell_checked(run, arguments->words[1]);
    terminal_problems(run, status, "");
    return finish(run, status);
}

static enum rung_status test_plugin(struct rung_run *run, const struct arguments *arguments, const char *plugin,
                                    struct rung_case_counts *all)
{
    struct rung_case_counts counts;
    char *report;
    enum rung_status status = rung_cases(run, plugin, &arguments->options, &counts, &report);
    if (report && (!arguments->quiet || counts.failed)) fputs(report, stdout);
    rung_text_free(report);
    all->passed += counts.passed;
    all->failed += counts.failed;
    return status;
}

static int test_command(const struct arguments *arguments)
{
    struct rung_case_counts all = {0};
    enum rung_status worst = RUNG_OK;
    if (arguments->word_count < 2) {
        fputs("rung: error: rung test takes one or more plugins\n   cure: rung test plugins/metrics/sum\n", stderr);
        return EXIT_WRONG;
    }
    struct rung_run *run = new_run();
    if (!run) return EXIT_WRONG;
    for (size_t i = 1; i < arguments->word_count && worst != RUNG_FAILED; i++) {
        enum rung_status status = test_plugin(run, arguments, arguments->words[i], &all);
        if (status > worst) worst = status;
    }
    printf("%zu passed, %zu failed\n", all.passed, all.failed);
    terminal_problems(run, worst, "");
    int code = finish(run, worst);
    return code == EXIT_GOOD && all.failed ? EXIT_PROBLEMS : code;
}

static int help_topic(const struct arguments *arguments);

static const struct command commands[] = {
    {"run", "PROGRAM [options]", "measure all partners of a program and write scorecards, tiers and margins",
     "rung run scorecards/starter -o out/2026-Q3", FOR_RUN, run_command},
    {"check", "PROGRAM [options]", "find every mistake of a program and its plugins before the first partner",
     "rung check scorecards/starter", FOR_CHECK, check_command},
    {"test", "PLUGIN ... [options]", "run the cases that stand beside plugins", "rung test plugins/metrics/sum", FOR_TEST, test_command},
    {"history", "list|show|remove|export FILE [PERIOD | TABLE]", "what the history of finished runs holds",
     "rung history list scorecards/starter/history.sqlite", FOR_HISTORY, history_command},
    {"help", "[COMMAND | format]", "help on a command, or the reference of program.yaml", "rung help format", FOR_HELP, help_topic},
};
enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

static int help_topic(const struct arguments *arguments)
{
    const char *topic = arguments->word_count > 1 ? arguments->words[1] : NULL;
    const struct command *command = topic ? command_named(commands, COMMAND_COUNT, topic) : NULL;
    char *reference = topic && !command ? rung_reference(topic) : NULL;
    if (command)
        help_command(stdout, command);
    else if (reference)
        fputs(reference, stdout);
    else if (!topic)
        help_print(stdout, commands, COMMAND_COUNT);
    else
        fprintf(stderr, "rung: error: no help on \"%s\"\n   cure: rung help lists the commands\n", topic);
    rung_text_free(reference);
    return topic && !command && !reference ? EXIT_WRONG : EXIT_GOOD;
}

static int unknown_command(const char *word)
{
    const char *names[COMMAND_COUNT];
    for (size_t i = 0; i < COMMAND_COUNT; i++) names[i] = commands[i].name;
    const char *near = suggest(text_of(word), names, COMMAND_COUNT);
    fprintf(stderr, "rung: error: unknown command \"%s\"\n   cure: %s%s%s\n", word,
            near ? "did you mean rung " : "rung help lists the commands", near ? near : "", near ? "?" : "");
    return EXIT_WRONG;
}

static int dispatch(const struct arguments *arguments)
{
    if (arguments->version) {
        puts("rung " RUNG_VERSION);
        return EXIT_GOOD;
    }
    if (arguments->word_count == 0) {
        help_print(arguments->help ? stdout : stderr, commands, COMMAND_COUNT);
        return arguments->help ? EXIT_GOOD : EXIT_WRONG;
    }
    const struct command *command = command_named(commands, COMMAND_COUNT, arguments->words[0]);
    if (!command) return unknown_command(arguments->words[0]);
    if (!arguments->help) return command->run(arguments);
    help_command(stdout, command);
    return EXIT_GOOD;
}

/* What was printed has arrived only when it was flushed: a full disk shows here. */
static int flushed(int code)
{
    if (fflush(stdout) == 0 && !ferror(stdout)) return code;
    fputs("rung: error: standard output could not be written\n", stderr);
    return EXIT_WRONG;
}

/* A standard stream that is closed must not become the number of a file that is opened later: it is held by a descriptor that can
 * neither be read nor written. */
static void hold_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0) open("/dev/null", O_PATH | O_CLOEXEC);
}

int main(int argc, char **argv)
{
    struct arguments arguments = {0};
    char library[PATH_MAX];
    hold_standard_streams();
    signal(SIGXFSZ, SIG_IGN); /* a file size limit is then an error of write, reported like a full disk */
    if (!arguments_parse(argc, argv, commands, COMMAND_COUNT, &arguments)) return EXIT_WRONG;
    if (!arguments.options.plugins && library_find(library)) arguments.options.plugins = library;
    return flushed(dispatch(&arguments));
}
