#include "cli/options.h"

#include <getopt.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/suggest.h"

#define TO(member)            offsetof(struct arguments, member)
#define FLAG(member)          OPTION_FLAG, TO(member), NULL
#define TEXT(member)          OPTION_TEXT, TO(member), NULL
#define COUNT(member)         OPTION_COUNT, TO(member), NULL
#define LIST(member)          OPTION_LIST, TO(member), NULL
#define WORD(member, choices) OPTION_TEXT, TO(member), choices

static const struct option_row rows[] = {
    {"period", "PERIOD", "the period to run: 2026-Q3, 2026-H1, 2026, 2026-07 or 2026-07-01..2026-09-30",
     FOR_RUN | FOR_CHECK | FOR_EXPLAIN | FOR_COVERAGE | FOR_TRACE | FOR_WHATIF, 0, TEXT(options.period)},
    {"as-of", "DAY",
     "in the middle of a period: a day of it, as in 2026-08-15, up to which there are data; warnings.csv tells the tier that the pace "
     "leads to",
     FOR_RUN, 0, TEXT(options.as_of)},
    {"data", "DIR", "look for the program's table files in DIR, at their path or by their name",
     FOR_RUN | FOR_CHECK | FOR_EXPLAIN | FOR_COVERAGE | FOR_TRACE | FOR_VERIFY | FOR_WHATIF, 0, TEXT(options.data)},
    {"output", "PATH",
     "where results go: a folder, made or replaced as a whole (default: out), or - for one table; of a page, its file, or -",
     FOR_RUN | FOR_REPORT | FOR_STATEMENT, 'o', TEXT(output)},
    {"format", "NAME",
     "csv, tsv, excel (byte order mark, CRLF), excel-eu (semicolons, decimal comma); of a run also xlsx (CSV and a workbook)",
     FOR_RUN | FOR_HISTORY | FOR_DIFF | FOR_WHATIF | FOR_EXPLAIN, 'f', WORD(write.format, "csv tsv excel excel-eu xlsx")},
    {"only", "TABLES", "write only these tables: scorecards, metrics, awards, margins, payouts, warnings", FOR_RUN, 0,
     WORD(write.only, "scorecards metrics awards margins payouts warnings")},
    {"jobs", "N", "worker processes (default: one per core); the results are the same for any number",
     FOR_RUN | FOR_TEST | FOR_EXPLAIN | FOR_COVERAGE | FOR_TRACE | FOR_VERIFY | FOR_WHATIF, 'j', OPTION_JOBS, TO(options.jobs), NULL},
    {"strict", NULL, "stop, and write nothing, when the data or a plugin has a problem", FOR_RUN, 0, FLAG(options.strict)},
    {"profile", NULL, "tell after the summary what plugins cost: time, memory, rows, the slowest partners", FOR_RUN, 0,
     FLAG(options.profile)},
    {"record", NULL, "keep the finished run in the program's history, for later periods to begin with", FOR_RUN, 0, FLAG(record)},
    {"history", "FILE", "the history to read from and to record in (default: the program's)",
     FOR_RUN | FOR_CHECK | FOR_EXPLAIN | FOR_COVERAGE | FOR_TRACE | FOR_VERIFY | FOR_WHATIF, 0, TEXT(options.history)},
    {"from", "FILE", "propose the program from this CSV file, and from those that follow: partners, deals, ...", FOR_NEW, 0, TEXT(from)},
    {"plugins", "DIR", "the library of plugins (default: the one installed with Rung)",
     FOR_RUN | FOR_CHECK | FOR_TEST | FOR_PLUGINS | FOR_EDITOR | FOR_EXPLAIN | FOR_COVERAGE | FOR_TRACE | FOR_VERIFY | FOR_NEW | FOR_WHATIF,
     0, TEXT(options.plugins)},
    {"rows", NULL, "tell the rows themselves too: which were kept, and which condition dropped the others", FOR_TRACE, 0, FLAG(rows)},
    {"evidence", "FILE",
     "write the rows that the metrics looked at too: counted or not, and what decided; - prints them in place of the text", FOR_EXPLAIN, 0,
     TEXT(evidence)},
    {"set", "KEY=VALUE", "as if program.yaml said so, as in scorecards.main.metrics.revenue.weight=20; may be repeated", FOR_WHATIF, 0,
     LIST(sets)},
    {"against", "PROGRAM", "another program, for the tables, the period and the history of this one", FOR_WHATIF, 0, TEXT(whatif.against)},
    {"by", "COLUMNS", "group partners by these columns of their table, as in region,type (default: those with allowed words)", FOR_WHATIF,
     0, TEXT(whatif.by)},
    {"periods", "LIST", "a line for each of these periods, as in 2026-Q1,2026-Q2", FOR_WHATIF, 0, TEXT(whatif.periods)},
    {"sweep", "KEY=A..B", "try a setting from one number to another, in ten steps, or in steps of N: A..B/N", FOR_WHATIF, 0,
     TEXT(whatif.sweep)},
    {"sensitivity", NULL, "how far ranks and tiers hang on weights and curves: they are drawn again and again", FOR_WHATIF, 0,
     FLAG(sensitivity)},
    {"draws", "N", "with --sensitivity: how many draws (default: 1000)", FOR_WHATIF, 0, COUNT(draw.draws)},
    {"seed", "N", "with --sensitivity: another seed draws other numbers (default: 1)", FOR_WHATIF, 0, COUNT(seed)},
    {"spread", "PERCENT", "with --sensitivity: how much more or less at most (default: 25%)", FOR_WHATIF, 0, OPTION_PERCENT,
     TO(draw.spread), NULL},
    {"all", NULL, "all partners: a comparison tells of those that stayed too, and a statement is made for each",
     FOR_DIFF | FOR_WHATIF | FOR_STATEMENT, 0, FLAG(view.all)},
    {"json", NULL, "JSON in place of text", FOR_DIFF | FOR_WHATIF | FOR_EXPLAIN | FOR_COVERAGE, 0, FLAG(view.json)},
    {"csv", "FILE", "write a table of all changes too, a row per partner and metric; - prints it in place of the text",
     FOR_DIFF | FOR_WHATIF, 0, TEXT(view.csv)},
    {"markdown", NULL, "the same as a page for documents", FOR_PLUGINS, 0, FLAG(markdown)},
    {"report", "NAME", "text, tap (Test Anything Protocol) or junit (XML for build servers), to standard output", FOR_TEST, 0,
     WORD(test.report, "text tap junit")},
    {"accept", NULL, "rewrite what is expected where it differs: cases in their files, tables in expected/", FOR_TEST, 0,
     FLAG(test.accept)},
    {"coverage", NULL, "tell which lines of the rules no case reaches", FOR_TEST, 0, FLAG(test.coverage)},
    {"watch", NULL, "run again whenever a plugin, its cases, a program or a table changes, until Ctrl-C", FOR_TEST, 0, FLAG(watch)},
    {"quiet", NULL, "no summary and no progress; problems are still told",
     FOR_RUN | FOR_CHECK | FOR_TEST | FOR_EDITOR | FOR_REPORT | FOR_STATEMENT, 'q', FLAG(quiet)},
    {"help", NULL, "show help", FOR_ALL, 'h', FLAG(help)},
};
enum { ROW_COUNT = sizeof rows / sizeof *rows };

size_t option_rows(const struct option_row **all)
{
    *all = rows;
    return ROW_COUNT;
}

static bool wrong(const char *cure, const char *what, const char *word)
{
    fprintf(stderr, "rung: error: %s \"%s\"\n   cure: %s\n", what, word, cure);
    return false;
}

/* -output x, taken apart, would be -o utput: a letter's value that is the rest of its own long name. */
static bool lacks_a_dash(const char *given, const struct option_row *row)
{
    size_t len = strlen(given);
    return given[0] == '-' && given[1] != '-' && row->letter && len > 3 && strncmp(given + 1, row->name, len - 1) == 0;
}

static bool wrong_option(const char *given)
{
    const char *names[ROW_COUNT];
    char cure[120] = "rung --help lists the commands, rung COMMAND --help the options";
    size_t dashes = strspn(given, "-");
    for (size_t i = 0; i < ROW_COUNT; i++) names[i] = rows[i].name;
    const char *near = suggest((struct text){given + dashes, strcspn(given + dashes, "=")}, names, ROW_COUNT);
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (lacks_a_dash(given, &rows[i])) near = rows[i].name;
    if (near)
        snprintf(cure, sizeof cure, "did you mean --%s?", near);
    else if (dashes == 1)
        snprintf(cure, sizeof cure, "rung COMMAND --help lists the options; a name that begins with a dash stands behind --");
    return wrong(cure, "unknown option", given);
}

static bool parse_jobs(const char *word, int *jobs)
{
    char *end;
    long value = strtol(word, &end, 10);
    if (*word == '\0' || *end != '\0' || value < 1 || value > 256)
        return wrong("write --jobs N with N from 1 to 256", "jobs is a whole number, not", word);
    *jobs = (int)value;
    return true;
}

static bool parse_count(const char *word, const char *name, size_t *count)
{
    char *end, cure[80], what[80];
    unsigned long long value = strtoull(word, &end, 10);
    snprintf(cure, sizeof cure, "write --%s N with a whole number above 0", name);
    snprintf(what, sizeof what, "--%s takes no", name);
    if (*word < '0' || *word > '9' || *end != '\0' || value == 0 || value > UINT32_MAX) return wrong(cure, what, word);
    *count = (size_t)value;
    return true;
}

/* 25 and 25% are the same. */
static bool parse_percent(const char *word, const char *name, double *share)
{
    char cure[80];
    size_t len = strlen(word);
    struct text digits = {word, len > 0 && word[len - 1] == '%' ? len - 1 : len};
    snprintf(cure, sizeof cure, "write --%s 25%%, above 0%% and below 100%%", name);
    if (!number_parse(digits, share) || *share <= 0 || *share >= 100) return wrong(cure, "this is no such percentage:", word);
    *share /= 100;
    return true;
}

static bool add_to_list(struct text_list *list, const char *name, const char *value)
{
    if (list->count == LIST_MOST) return wrong("give fewer of them", "too many times on one line:", name);
    list->items[list->count++] = value;
    return true;
}

static bool take(struct arguments *arguments, const struct option_row *row, const char *value)
{
    void *to = (char *)arguments + row->to;
    switch (row->kind) {
    case OPTION_FLAG: *(bool *)to = true; return true;
    case OPTION_TEXT: *(const char **)to = value; return true;
    case OPTION_COUNT: return parse_count(value, row->name, to);
    case OPTION_PERCENT: return parse_percent(value, row->name, to);
    case OPTION_LIST: return add_to_list(to, row->name, value);
    case OPTION_JOBS: break;
    }
    return parse_jobs(value, to);
}

/* For getopt_long: the long options, and the letters in `letters`. */
static void getopt_tables(struct option options[ROW_COUNT + 2], char letters[2 * ROW_COUNT + 3])
{
    *letters++ = ':';
    for (size_t i = 0; i < ROW_COUNT; i++) {
        options[i] = (struct option){rows[i].name, rows[i].value ? required_argument : no_argument, NULL,
                                     rows[i].letter ? rows[i].letter : 256 + (int)i};
        if (!rows[i].letter) continue;
        *letters++ = rows[i].letter;
        if (rows[i].value) *letters++ = ':';
    }
    options[ROW_COUNT] = (struct option){"version", no_argument, NULL, 'V'};
    options[ROW_COUNT + 1] = (struct option){0};
    *letters = '\0';
}

static size_t row_of(int code)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (code == 256 + (int)i || (rows[i].letter && code == rows[i].letter)) return i;
    return 0;
}

bool options_belong(const struct arguments *arguments, const char *command, enum command_bit bit)
{
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (!(arguments->given & UINT64_C(1) << i) || rows[i].commands & bit) continue;
        fprintf(stderr, "rung: error: rung %s knows no option --%s\n   cure: rung %s --help lists its options\n", command, rows[i].name,
                command);
        return false;
    }
    return true;
}

/* The word in which getopt met an option that it does not know: letters of one word are met one after the other. */
static const char *word_with(int argc, char **argv, char letter)
{
    const char *next = optind < argc ? argv[optind] : NULL;
    bool within = next && letter && next[0] == '-' && next[1] != '-' && strchr(next, letter);
    return within ? next : argv[optind - 1];
}

bool arguments_parse(int argc, char **argv, struct arguments *arguments)
{
    struct option options[ROW_COUNT + 2];
    char letters[2 * ROW_COUNT + 3];
    getopt_tables(options, letters);
    opterr = 0;
    for (int code; (code = getopt_long(argc, argv, letters, options, NULL)) != -1;) {
        if (code == '?') return wrong_option(word_with(argc, argv, (char)optopt));
        if (code == ':') return wrong("give it a value: rung COMMAND --help shows which", "a value is missing after", argv[optind - 1]);
        if (code == 'V') {
            arguments->version = true;
            continue;
        }
        size_t row = row_of(code);
        if (lacks_a_dash(argv[optind - 1], &rows[row])) return wrong_option(argv[optind - 1]);
        arguments->given |= UINT64_C(1) << row;
        if (!take(arguments, &rows[row], optarg)) return false;
    }
    arguments->words = (const char **)(argv + optind);
    arguments->word_count = (size_t)(argc - optind);
    return true;
}
