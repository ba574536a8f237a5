/* rung - the command line: a thin user of the library. */
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "base/suggest.h"
#include "cli/command.h"
#include "cli/library.h"

enum { COMMANDS_MOST = 32 };

static int unknown_command(const char *word)
{
    const struct command *commands;
    const char *names[COMMANDS_MOST];
    size_t count = command_list(&commands);
    for (size_t i = 0; i < count; i++) names[i] = commands[i].name;
    const char *near = suggest(text_of(word), names, count);
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
        help_overview(arguments->help ? stdout : stderr);
        return arguments->help ? EXIT_GOOD : EXIT_WRONG;
    }
    const struct command *command = command_named(arguments->words[0]);
    if (!command) return unknown_command(arguments->words[0]);
    if (!options_belong(arguments, command->name, command->bit)) return EXIT_WRONG;
    if (!arguments->help) return command->run(arguments);
    help_of_command(stdout, command);
    return EXIT_GOOD;
}

/* What was printed has arrived only when it was flushed: a full disk shows here. */
static int flushed(int code)
{
    if (fflush(stdout) == 0 && !ferror(stdout)) return code;
    fputs("rung: error: standard output could not be written\n   cure: look whether there is room, and whether somebody reads it\n",
          stderr);
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
    if (!arguments_parse(argc, argv, &arguments)) return EXIT_WRONG;
    if (!arguments.options.plugins && library_find(library)) arguments.options.plugins = library;
    return flushed(dispatch(&arguments));
}
