#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/number.h"

enum { PROBLEMS_SHOWN = 20, BAR_WIDTH = 32, WIDEST = 100 };

static bool set(const char *name)
{
    const char *value = getenv(name);
    return value && *value;
}

bool terminal_colours(FILE *stream)
{
    const char *term = getenv("TERM");
    if (set("NO_COLOR")) return false;
    if (set("CLICOLOR_FORCE")) return true;
    return isatty(fileno(stream)) && term && strcmp(term, "dumb") != 0;
}

unsigned terminal_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 0;
    return size.ws_col < WIDEST ? size.ws_col : WIDEST;
}

/* The same problem of many partners is told once. */
static bool same_problem(const struct rung_problem *a, const struct rung_problem *b)
{
    bool same_file = a->file == b->file || (a->file && b->file && strcmp(a->file, b->file) == 0);
    return same_file && a->line == b->line && a->column == b->column && strcmp(a->what, b->what) == 0;
}

static size_t count_same(struct rung_run *run, size_t first)
{
    size_t at = first + 1;
    struct rung_problem problem = rung_problem(run, first, false);
    for (struct rung_problem next; at < rung_problem_count(run); at++) {
        next = rung_problem(run, at, false);
        if (!same_problem(&problem, &next)) break;
    }
    return at - first;
}

void terminal_problems(struct rung_run *run, enum rung_status status, const char *more)
{
    bool colour = terminal_colours(stderr);
    size_t count = rung_problem_count(run), at = 0;
    if (status != RUNG_OK && count == 0) fputs("rung: error: out of memory\n", stderr);
    for (size_t shown = 0; at < count && shown < PROBLEMS_SHOWN; shown++) {
        size_t same = count_same(run, at);
        fputs(rung_problem(run, at, colour).text, stderr);
        if (same > 1) fprintf(stderr, "   the same for %zu more\n", same - 1);
        at += same;
    }
    if (at < count) fprintf(stderr, "... and %zu more%s\n", count - at, more);
}

void progress_begin(struct progress_bar *bar, bool quiet)
{
    *bar = (struct progress_bar){.began = clock_seconds(), .wanted = !quiet && isatty(STDERR_FILENO)};
}

void progress_draw(void *context, const char *part, uint64_t done, uint64_t total)
{
    struct progress_bar *bar = context;
    double time = clock_seconds();
    if (!bar->wanted || total == 0 || time - bar->began < 1 || time - bar->drawn < 0.1) return;
    int filled = (int)(done * BAR_WIDTH / total);
    fprintf(stderr, "\r%-8s [", part);
    for (int i = 0; i < BAR_WIDTH; i++) fputc(i < filled ? '#' : ' ', stderr);
    fprintf(stderr, "] %3d %%", (int)(done * 100 / total));
    fflush(stderr);
    bar->drawn = time;
    bar->shown = true;
}

void progress_end(struct progress_bar *bar)
{
    if (bar->shown) fputs("\r\033[K", stderr);
    bar->wanted = false;
}

static void print_grouped(FILE *out, const char *digits)
{
    char grouped[NUMBER_GROUPED_MAX];
    fputs(number_group(digits, grouped), out);
}

static void print_count(FILE *out, size_t count, const char *one, const char *many)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", count);
    print_grouped(out, digits);
    fprintf(out, " %s", count == 1 ? one : many);
}

static void print_tier(FILE *out, const struct rung_run *run, size_t scorecard, int tier)
{
    size_t partners = rung_tier_partners(run, scorecard, tier), all = rung_partner_count(run);
    int filled = all ? (int)((partners * BAR_WIDTH + all / 2) / all) : 0;
    if (tier < 0 && partners == 0) return;
    size_t tenths = all ? (partners * 1000 + all / 2) / all : 0;
    fprintf(out, "  %-20s %8zu  %3zu.%zu %%", tier < 0 ? "(no tier)" : rung_tier_name(run, scorecard, (size_t)tier), partners, tenths / 10,
            tenths % 10);
    if (filled > 0) fputs("  ", out);
    for (int i = 0; i < filled; i++) fputc('#', out);
    fputc('\n', out);
}

/* Nothing where no partner has a prior tier. */
static void print_movements(FILE *out, const struct rung_run *run, size_t scorecard)
{
    const char *before = "  movement: ";
    if (rung_movement_partners(run, scorecard, 0) == rung_partner_count(run)) return;
    for (size_t k = 0; rung_movement_name(k); k++) {
        size_t partners = rung_movement_partners(run, scorecard, k);
        if (partners == 0) continue;
        fprintf(out, "%s%zu %s", before, partners, rung_movement_name(k));
        before = ", ";
    }
    fputc('\n', out);
}

static void print_scorecard(FILE *out, const struct rung_run *run, size_t scorecard)
{
    fprintf(out, "\n%s\n", rung_scorecard_name(run, scorecard));
    for (size_t t = 0; t < rung_tier_count(run, scorecard); t++) print_tier(out, run, scorecard, (int)t);
    print_tier(out, run, scorecard, -1);
    print_movements(out, run, scorecard);
}

static void print_cost(FILE *out, struct rung_run *run)
{
    struct rung_totals totals = rung_totals(run);
    fputs("\nmargin ", out);
    print_grouped(out, totals.margin_cost);
    fputs(", rebates ", out);
    print_grouped(out, totals.rebates);
    fprintf(out, " %s\n", totals.currency);
    if (totals.waived) print_count(out, totals.waived, "partner with a waiver\n", "partners with a waiver\n");
    if (totals.waivers_over) print_count(out, totals.waivers_over, "waiver is over\n", "waivers are over\n");
    if (totals.waivers_ending) print_count(out, totals.waivers_ending, "waiver ends soon\n", "waivers end soon\n");
    if (totals.early_warnings) print_count(out, totals.early_warnings, "early warning\n", "early warnings\n");
    if (totals.incomplete)
        print_count(out, totals.incomplete, "partner is incomplete (a rule failed) and has no recommendation\n",
                    "partners are incomplete (a rule failed) and have no recommendation\n");
}

static void print_tables(FILE *out, const struct rung_run *run)
{
    for (size_t i = 0; i < rung_table_count(run); i++) {
        struct rung_table table = rung_table(run, i);
        if (table.set_aside) fprintf(out, "%s: %zu of %zu rows used\n", table.name, table.rows, table.rows + table.set_aside);
    }
}

void terminal_summary(FILE *out, struct rung_run *run, const char *folder)
{
    fprintf(out, "%s, %s: ", rung_program_name(run), rung_period_name(run));
    print_count(out, rung_partner_count(run), "partner\n", "partners\n");
    for (size_t s = 0; s < rung_scorecard_count(run); s++) print_scorecard(out, run, s);
    print_cost(out, run);
    print_tables(out, run);
    print_count(out, rung_error_count(run), "problem", "problems");
    fputs(", ", out);
    print_count(out, rung_warning_count(run), "warning", "warnings");
    if (folder) fprintf(out, "; results in %s", folder);
    fputc('\n', out);
}
