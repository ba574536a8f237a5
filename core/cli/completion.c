#include <string.h>

#include "base/suggest.h"
#include "base/text.h"
#include "cli/command.h"

/* Completion scripts. What may follow an option or a command is in its row: `choices`, or else files. */

/* A text inside of single quotes, for a shell that writes a single quote there as `quote`, and with a backslash before each of `marked`. */
static void put_quoted(FILE *out, const char *text, const char *quote, const char *marked)
{
    for (; *text; text++) {
        if (*text == '\'') {
            fputs(quote, out);
            continue;
        }
        if (strchr(marked, *text)) fputc('\\', out);
        fputc(*text, out);
    }
}

/* What the first word of a command may be; `rung help` knows the names of all commands besides. */
static void put_choices(FILE *out, const struct command *command)
{
    const struct command *commands;
    size_t count = command->bit == FOR_HELP ? command_list(&commands) : 0;
    for (size_t i = 0; i < count; i++) fprintf(out, "%s ", commands[i].name);
    fputs(command->choices ? command->choices : "", out);
}

static bool takes_files(const struct option_row *row)
{
    return row->value && (strcmp(row->value, "DIR") == 0 || strcmp(row->value, "FILE") == 0 || strcmp(row->value, "PATH") == 0);
}

/* ---- bash */

static void bash_options(FILE *out, const struct command *command)
{
    const struct option_row *rows;
    size_t count = option_rows(&rows);
    fprintf(out, "    %s)\n        options='", command->name);
    for (size_t i = 0, shown = 0; i < count; i++)
        if (rows[i].commands & command->bit) fprintf(out, "%s--%s", shown++ ? " " : "", rows[i].name);
    fputs("' words='", out);
    put_choices(out, command);
    fputs("' ;;\n", out);
}

static void bash_value(FILE *out, const struct option_row *row)
{
    if (!row->value || takes_files(row)) return;
    fputs("    ", out);
    if (row->letter) fprintf(out, "-%c | ", row->letter);
    fprintf(out, "--%s) COMPREPLY=($(compgen -W '%s' -- \"$word\")); return ;;\n", row->name, row->choices ? row->choices : "");
}

static void bash_print(FILE *out)
{
    const struct command *commands;
    const struct option_row *rows;
    size_t count = command_list(&commands), options = option_rows(&rows);
    fputs("# bash completion of rung, printed by: rung completion bash\n"
          "# shellcheck shell=bash disable=SC2207\n"
          "_rung() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} options='' words=''\n"
          "    case $before in\n",
          out);
    for (size_t i = 0; i < options; i++) bash_value(out, &rows[i]);
    fputs("    esac\n    case ${COMP_WORDS[1]} in\n", out);
    for (size_t i = 0; i < count; i++) bash_options(out, &commands[i]);
    fputs("    esac\n    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        COMPREPLY=($(compgen -W '", out);
    for (size_t i = 0; i < count; i++) fprintf(out, "%s%s", i ? " " : "", commands[i].name);
    fputs("' -- \"$word\"))\n"
          "    elif [[ $word == -* ]]; then\n"
          "        COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
          "    elif [ \"$COMP_CWORD\" -eq 2 ] && [ -n \"$words\" ]; then\n"
          "        COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
          "    else\n"
          "        COMPREPLY=()\n"
          "    fi\n"
          "}\n"
          "complete -o bashdefault -o default -F _rung rung\n",
          out);
}

/* ---- zsh */

static const char zsh_quote[] = "'\\''", zsh_marked[] = "[]:\\";

static void zsh_option(FILE *out, const struct option_row *row)
{
    if (row->letter)
        fprintf(out, " \\\n        '(-%c --%s)'{-%c,--%s}'[", row->letter, row->name, row->letter, row->name);
    else
        fprintf(out, " \\\n        '--%s[", row->name);
    put_quoted(out, row->help, zsh_quote, zsh_marked);
    fputc(']', out);
    if (row->value) fprintf(out, ":%s:", row->value);
    if (row->choices) fprintf(out, "(%s)", row->choices);
    if (takes_files(row)) fputs(strcmp(row->value, "DIR") == 0 ? "_files -/" : "_files", out);
    fputc('\'', out);
}

static void zsh_command(FILE *out, const struct command *command)
{
    const struct option_row *rows;
    size_t count = option_rows(&rows);
    fprintf(out, "    %s)\n        _arguments -s", command->name);
    for (size_t i = 0; i < count; i++)
        if (rows[i].commands & command->bit) zsh_option(out, &rows[i]);
    fputs(" \\\n        '1:word:", out);
    if (command->choices) {
        fputc('(', out);
        put_choices(out, command);
        fputc(')', out);
    } else {
        fputs("_files", out);
    }
    fputs("' \\\n        '*:file:_files'\n        ;;\n", out);
}

static void zsh_print(FILE *out)
{
    const struct command *commands;
    size_t count = command_list(&commands);
    fputs("#compdef rung\n"
          "# zsh completion of rung, printed by: rung completion zsh\n"
          "_rung() {\n"
          "    if ((CURRENT == 2)); then\n"
          "        local -a commands=(",
          out);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "\n            '%s:", commands[i].name);
        put_quoted(out, commands[i].summary, zsh_quote, zsh_marked);
        fputc('\'', out);
    }
    fputs(")\n        _describe command commands\n        return\n    fi\n    shift words\n    ((CURRENT--))\n    case $words[1] in\n",
          out);
    for (size_t i = 0; i < count; i++) zsh_command(out, &commands[i]);
    /* Sourced, it says what it is for; found on the path of functions, it is called. */
    fputs("    esac\n}\nif [ \"$funcstack[1]\" = _rung ]; then\n    _rung \"$@\"\nelse\n    compdef _rung rung\nfi\n", out);
}

/* ---- fish */

static void fish_text(FILE *out, const char *text)
{
    fputs(" -d '", out);
    put_quoted(out, text, "\\'", "\\");
    fputc('\'', out);
}

static void fish_option(FILE *out, const struct command *command, const struct option_row *row)
{
    fprintf(out, "complete -c rung -n '__fish_seen_subcommand_from %s' -l %s", command->name, row->name);
    if (row->letter) fprintf(out, " -s %c", row->letter);
    if (row->value) fputs(takes_files(row) ? " -r -F" : " -x", out);
    if (row->choices) fprintf(out, " -a '%s'", row->choices);
    fish_text(out, row->help);
    fputc('\n', out);
}

static void fish_command(FILE *out, const struct command *command)
{
    const struct option_row *rows;
    size_t count = option_rows(&rows);
    fprintf(out, "complete -c rung -n __fish_use_subcommand -f -a %s", command->name);
    fish_text(out, command->summary);
    fputc('\n', out);
    if (command->choices) fprintf(out, "complete -c rung -n '__fish_seen_subcommand_from %s' -a '%s'\n", command->name, command->choices);
    for (size_t i = 0; i < count; i++)
        if (rows[i].commands & command->bit) fish_option(out, command, &rows[i]);
}

static void fish_print(FILE *out)
{
    const struct command *commands;
    size_t count = command_list(&commands);
    fputs("# fish completion of rung, printed by: rung completion fish\n", out);
    for (size_t i = 0; i < count; i++) fish_command(out, &commands[i]);
}

/* ---- the command */

static const struct shell {
    const char *name;
    void (*print)(FILE *out);
} shells[] = {{"bash", bash_print}, {"zsh", zsh_print}, {"fish", fish_print}};
enum { SHELLS = sizeof shells / sizeof *shells };

int completion_command(const struct arguments *arguments)
{
    const char *names[SHELLS], *wanted = arguments->word_count == 2 ? arguments->words[1] : "";
    for (size_t i = 0; i < SHELLS; i++) {
        names[i] = shells[i].name;
        if (strcmp(shells[i].name, wanted) != 0) continue;
        shells[i].print(stdout);
        return EXIT_GOOD;
    }
    const char *near = suggest(text_of(wanted), names, SHELLS);
    fprintf(stderr, "rung: error: rung completion takes the name of a shell: bash, zsh or fish\n   cure: rung completion %s\n",
            near ? near : names[0]);
    return EXIT_WRONG;
}
