#include "cli/command.h"

#include <string.h>

#include "base/suggest.h"
#include "cli/terminal.h"

static const char *const kinds[] = {[RUNG_NEW_PROGRAM] = "program", [RUNG_NEW_METRIC] = "metric", [RUNG_NEW_INCENTIVE] = "incentive"};
enum { KINDS = sizeof kinds / sizeof *kinds };

static bool wrong(const char *what, const char *cure)
{
    fprintf(stderr, "rung: error: %s\n   cure: %s\n", what, cure);
    return false;
}

static bool read_kind(const char *word, enum rung_new_kind *kind)
{
    char cure[80];
    for (size_t i = 0; word && i < KINDS; i++) {
        *kind = (enum rung_new_kind)i;
        if (strcmp(word, kinds[i]) == 0) return true;
    }
    const char *near = word ? suggest(text_of(word), kinds, KINDS) : NULL;
    snprintf(cure, sizeof cure, "%s%s%s", near ? "did you mean rung new " : "rung new program mine", near ? near : "", near ? "?" : "");
    return wrong("rung new takes program, metric or incentive, and a name", cure);
}

/* The words behind the name: files of a new program, or the program that gets a rule. */
static bool read_rest(const struct arguments *arguments, struct rung_new *asked)
{
    const char **rest = arguments->words + 3;
    size_t count = arguments->word_count - 3;
    if (asked->kind != RUNG_NEW_PROGRAM) {
        asked->program = count > 0 ? rest[0] : NULL;
        if (arguments->from) return wrong("only a program is proposed from files", "rung new program NAME --from partners.csv deals.csv");
        return count <= 1 ||
               wrong("a rule is made for one program", "rung new metric NAME PROGRAM, with the folder that holds program.yaml");
    }
    if (count > 0 && !arguments->from)
        return wrong("a new program takes one name",
                     "put --from in front of the files: rung new program NAME --from partners.csv deals.csv");
    if (!arguments->from) return true;
    *(rest - 1) = arguments->from; /* in the place of the name: so all files stand in a row */
    asked->files = rest - 1;
    asked->file_count = count + 1;
    return true;
}

static bool read_words(const struct arguments *arguments, struct rung_new *asked)
{
    if (!read_kind(arguments->word_count > 1 ? arguments->words[1] : NULL, &asked->kind)) return false;
    asked->name = arguments->word_count > 2 ? arguments->words[2] : "";
    if (*asked->name) return read_rest(arguments, asked);
    return asked->kind == RUNG_NEW_PROGRAM
               ? wrong("the new program needs a name: the folder to make", "rung new program mine")
               : wrong("the new rule needs a name", "rung new metric average_deal, rung new incentive growth_bonus");
}

int new_command(const struct arguments *arguments)
{
    struct rung_new asked = {0};
    struct rung_run *run = read_words(arguments, &asked) ? command_new_run() : NULL;
    char *text;
    if (!run) return EXIT_WRONG;
    enum rung_status status = rung_new(run, &asked, &arguments->options, &text);
    if (text) fputs(text, stdout);
    fflush(stdout);
    rung_text_free(text);
    terminal_problems(run, status, "");
    return command_finish(run, status);
}
