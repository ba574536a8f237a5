/* The public library: a thin layer over run and out. See rung.h. */
#include "out/api.h"

#include <stdio.h>

#include "base/mem.h"
#include "lua/definitions.h"
#include "out/history_text.h"
#include "out/workbook.h"
#include "program/descriptor.h"
#include "program/schema.h"
#include "run/case_file.h"

#ifndef RUNG_PLUGINS
#define RUNG_PLUGINS "/usr/local/share/rung/plugins"
#endif

struct rung_run *rung_run_new(void)
{
    return mem_zero(1, sizeof(struct rung_run));
}

void rung_run_free(struct rung_run *run)
{
    if (!run) return;
    run_release(&run->run);
    problems_release(&run->problems);
    arena_release(&run->arena);
    buf_release(&run->text);
    mem_free(run);
}

static void progress_named(void *context, enum run_part part, uint64_t done, uint64_t total)
{
    const struct rung_options *options = context;
    options->progress(options->progress_context, run_part_names[part], done, total);
}

struct run_options api_options(struct rung_run *run, const struct rung_options *options)
{
    struct rung_options *kept = arena_alloc(&run->arena, sizeof *kept);
    struct run_options wanted = {.library = RUNG_PLUGINS};
    if (!options || !kept) return wanted;
    *kept = *options;
    wanted.period = options->period;
    wanted.data = options->data;
    wanted.history = options->history;
    wanted.as_of = options->as_of;
    if (options->plugins) wanted.library = options->plugins;
    wanted.jobs = options->jobs;
    wanted.strict = options->strict;
    wanted.profile = options->profile;
    if (options->progress) {
        wanted.progress = progress_named;
        wanted.progress_context = kept;
    }
    return wanted;
}

/* Problems that were found while memory ran out may be none: they give their room to the one that counts. */
static enum rung_status starved(struct rung_run *run)
{
    problems_release(&run->problems);
    problem_add(&run->problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){0}, "close other programs, or run with fewer --jobs",
                "out of memory");
    return RUNG_FAILED;
}

enum rung_status api_status(struct rung_run *run, bool good)
{
    if (run->arena.failed || run_starved(&run->run, good, &run->problems)) return starved(run);
    problems_sort(&run->problems);
    return good ? RUNG_OK : RUNG_INVALID;
}

enum rung_status rung_run_check(struct rung_run *run, const char *program, const struct rung_options *options)
{
    struct run_options wanted = api_options(run, options);
    return api_status(run, run_check(&run->run, program, &wanted, &run->problems));
}

enum rung_status rung_run_load(struct rung_run *run, const char *program, const struct rung_options *options)
{
    struct run_options wanted = api_options(run, options);
    return api_status(run, run_load(&run->run, program, &wanted, &run->problems));
}

enum rung_status rung_run_measure(struct rung_run *run)
{
    if (run->run.options.strict && run->problems.errors > 0) return api_status(run, false);
    run->measured = run_measure(&run->run, &run->problems) && card_reader_init(&run->reader, &run->run, &run->arena);
    if (!run->measured) {
        api_status(run, false);
        return RUNG_FAILED;
    }
    return api_status(run, !run->run.options.strict || run->problems.errors == 0);
}

/* ---- writing */

bool api_refuse(struct rung_run *run, const char *cure, const char *what, const char *word)
{
    problem_add(&run->problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0}, cure, "%s \"%s\"", what, word);
    return false;
}

static bool want_sheet(struct rung_run *run, struct text name)
{
    for (size_t i = 0; i < SHEET_COUNT; i++)
        if (text_is(name, sheets[i].name)) return run->outputs.wanted[i] = true;
    char word[64];
    snprintf(word, sizeof word, "%.*s", TEXT_ARG(name));
    return api_refuse(run, "write --only scorecards, metrics, awards, margins, payouts or warnings, or several with commas between",
                      "there is no table", word);
}

static bool want_sheets(struct rung_run *run, const char *only)
{
    for (size_t i = 0; i < SHEET_COUNT; i++) run->outputs.wanted[i] = only == NULL;
    for (const char *at = only; at && *at;) {
        size_t len = strcspn(at, ",");
        if (!want_sheet(run, (struct text){at, len})) return false;
        at += len + (at[len] == ',');
    }
    return true;
}

static bool to_stdout(const char *folder)
{
    return strcmp(folder, "-") == 0;
}

static bool workbook_refused(struct rung_run *run, const char *folder, const char *format)
{
    if (!workbook_possible())
        return !api_refuse(
            run, "install libxlsxwriter-dev and zlib1g-dev, and build Rung again; or write --format excel, which is CSV that Excel opens",
            "this Rung was built without what it needs for", format);
    if (to_stdout(folder)) return !api_refuse(run, "write -o FOLDER", "a workbook is a file: standard output takes no", format);
    return false;
}

static bool outputs_prepare(struct rung_run *run, const char *folder, const struct rung_write_options *options)
{
    const char *format = options && options->format ? options->format : csv_styles[0].name;
    if (!outputs_format(&run->outputs, format))
        return api_refuse(run, "write --format csv, tsv, excel, excel-eu or xlsx", "there is no format", format);
    if (run->outputs.workbook && workbook_refused(run, folder, format)) return false;
    return want_sheets(run, options ? options->only : NULL);
}

enum rung_status rung_run_prepare(struct rung_run *run, const char *folder, const struct rung_write_options *options)
{
    if (run->prepared) return RUNG_OK;
    bool good = outputs_prepare(run, folder, options);
    good = good && (to_stdout(folder) || folder_check(folder, &run->arena, &run->problems));
    run->prepared = good;
    return api_status(run, good);
}

enum rung_status rung_run_write(struct rung_run *run, const char *folder, const struct rung_write_options *options)
{
    enum rung_status status = rung_run_prepare(run, folder, options);
    if (status != RUNG_OK) return status;
    bool good = to_stdout(folder) ? outputs_stdout(&run->outputs, &run->run, &run->arena, &run->problems)
                                  : outputs_folder(&run->outputs, &run->run, folder, &run->arena, &run->problems);
    api_status(run, good);
    return good ? RUNG_OK : RUNG_FAILED;
}

enum rung_status rung_run_record(struct rung_run *run)
{
    if (run->run.so_far > 0) {
        api_refuse(run, "record the run when the period is over, without --as-of",
                   "a run in the middle of its period is not recorded: --as-of", run->run.options.as_of);
        return api_status(run, false);
    }
    run->outputs.record = run->run.earlier.path != NULL;
    if (run->outputs.record) return RUNG_OK;
    problem_add(&run->problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0},
                "add history: history.sqlite to program.yaml, or name a file with --history", "this program keeps no history");
    return api_status(run, false);
}

bool rung_run_known(const struct rung_run *run)
{
    return run->outputs.known;
}

const char *rung_run_history(const struct rung_run *run)
{
    return run->run.earlier.path;
}

/* ---- problems */

size_t rung_problem_count(const struct rung_run *run)
{
    return run->problems.count;
}

size_t rung_error_count(const struct rung_run *run)
{
    return run->problems.errors;
}

size_t rung_warning_count(const struct rung_run *run)
{
    return run->problems.warnings;
}

struct rung_problem rung_problem(struct rung_run *run, size_t index, bool colour)
{
    if (index >= run->problems.count) return (struct rung_problem){0};
    const struct problem *problem = &run->problems.items[index];
    buf_clear(&run->text);
    problem_format(problem, colour, &run->text);
    buf_char(&run->text, '\0');
    return (struct rung_problem){
        .severity = severity_names[problem->severity],
        .file = problem->place.file,
        .line = problem->place.line,
        .column = problem->place.column,
        .what = problem->what,
        .cure = problem->cure,
        .text = run->text.failed ? "rung: error: out of memory\n" : run->text.ptr,
    };
}

/* ---- results */

size_t rung_partner_count(const struct rung_run *run)
{
    return run->run.data.partners;
}

size_t rung_scorecard_count(const struct rung_run *run)
{
    return run->run.program ? run->run.program->scorecard_count : 0;
}

size_t rung_tier_count(const struct rung_run *run, size_t scorecard)
{
    return run->run.program->scorecards[scorecard].tier_count;
}

const char *rung_scorecard_name(const struct rung_run *run, size_t scorecard)
{
    return run->run.program->scorecards[scorecard].name;
}

const char *rung_tier_name(const struct rung_run *run, size_t scorecard, size_t tier)
{
    return run->run.program->scorecards[scorecard].tiers[tier].name;
}

static const char *copy_text(char *to, size_t size, struct text from)
{
    snprintf(to, size, "%.*s", TEXT_ARG(from));
    return to;
}

static const char *decimal_text(char out[DECIMAL_TEXT_MAX], bool given, struct decimal number)
{
    if (!given) return NULL;
    decimal_format(number, out);
    return out;
}

static const char *money_text(const struct rung_run *run, char out[DECIMAL_TEXT_MAX], bool given, struct decimal amount)
{
    return decimal_text(out, given, decimal_pad(amount, run->run.program->margin.places));
}

bool rung_card(struct rung_run *run, size_t partner, size_t scorecard, struct rung_card *card)
{
    if (!run->measured || partner >= rung_partner_count(run) || scorecard >= rung_scorecard_count(run)) return false;
    card_reader_make(&run->reader, partner);
    const struct card_scorecard *made = &run->reader.card.scorecards[scorecard];
    const struct margin *margin = &run->reader.margin;
    bool paid = margin->given && run->run.program->margin.scorecard == scorecard;
    struct decimal points;
    bool fits = decimal_multiply(margin->recommended, decimal_of(100, 0), &points);
    *card = (struct rung_card){
        .partner = copy_text(run->partner, sizeof run->partner, run_partner_key(&run->run, partner)),
        .name = copy_text(run->name, sizeof run->name, run_partner_name(&run->run, partner)),
        .complete = made->complete,
        .has_score = made->has_score,
        .score = made->score,
        .tier = made->tier,
        .prior_tier = made->prior,
        .movement = movement_names[made->movement],
        .margin_pct = decimal_text(run->margin_pct, paid && fits, decimal_trim(points)),
        .margin_amount = money_text(run, run->margin_amount, paid && margin->has_amount, margin->amount),
        .rebates = money_text(run, run->rebates, margin->has_rebates, margin->rebates),
    };
    return true;
}

size_t rung_table_count(const struct rung_run *run)
{
    return run->run.data.table_count;
}

struct rung_table rung_table(const struct rung_run *run, size_t index)
{
    const struct table *table = &run->run.data.tables[index];
    return (struct rung_table){.name = table->spec->name, .rows = table->rows, .set_aside = table->set_aside};
}

struct rung_totals rung_totals(struct rung_run *run)
{
    const struct summary *summary = &run->outputs.summary;
    return (struct rung_totals){
        .incomplete = summary->incomplete,
        .waived = summary->waived,
        .waivers_over = run->run.waivers.expired,
        .waivers_ending = run->run.waivers.soon,
        .early_warnings = summary->warnings,
        .currency = run->run.program->currency ? run->run.program->currency : "",
        .margin_cost = money_text(run, run->margin_amount, true, summary->margin_cost),
        .rebates = money_text(run, run->rebates, true, summary->rebates),
    };
}

size_t rung_tier_partners(const struct rung_run *run, size_t scorecard, int tier)
{
    const struct summary *summary = &run->outputs.summary;
    size_t none = run->run.program->scorecards[scorecard].tier_count;
    return summary->tiers[summary->first[scorecard] + (tier < 0 ? none : (size_t)tier)];
}

size_t rung_movement_partners(const struct rung_run *run, size_t scorecard, size_t movement)
{
    return run->outputs.summary.moves[scorecard][movement];
}

const char *rung_movement_name(size_t movement)
{
    return movement < MOVED_KIND_COUNT ? movement_names[movement] : NULL;
}

const char *rung_program_name(const struct rung_run *run)
{
    return run->run.program->name;
}

const char *rung_period_name(const struct rung_run *run)
{
    return run->run.program->period_text;
}

/* ---- documents */

char *api_text(struct buf *text)
{
    buf_char(text, '\0');
    if (!text->failed) return text->ptr;
    buf_release(text);
    return NULL;
}

static void write_schema(struct buf *out)
{
    schema_program(out, NULL);
}

char *rung_reference(const char *topic)
{
    static const struct {
        const char *topic;
        void (*write)(struct buf *out);
    } documents[] = {
        {"format", descriptor_markdown}, {"api", definitions_markdown},    {"schema", write_schema},
        {"cases-schema", case_schema},   {"luacats", definitions_luacats}, {"luacheck", definitions_luacheck},
    };
    struct buf text = {0};
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        if (strcmp(topic, documents[i].topic) != 0) continue;
        documents[i].write(&text);
        return api_text(&text);
    }
    return NULL;
}

void rung_text_free(char *text)
{
    mem_free(text);
}

static bool history_act(struct rung_run *run, const struct rung_history *asked, struct buf *out)
{
    struct arena *arena = &run->arena;
    const struct csv_style *style = csv_style_named(asked->format ? asked->format : csv_styles[0].name);
    switch (asked->act) {
    case RUNG_HISTORY_LIST: return history_text_list(asked->file, arena, out, &run->problems);
    case RUNG_HISTORY_SHOW: return history_text_show(asked->file, asked->which, arena, out, &run->problems);
    case RUNG_HISTORY_REMOVE: return history_text_remove(asked->file, asked->which, arena, out, &run->problems);
    case RUNG_HISTORY_EXPORT: break;
    }
    if (!style) return api_refuse(run, "write --format csv, tsv, excel or excel-eu", "there is no format", asked->format);
    return history_text_export(asked->file, asked->which, style, arena, out, &run->problems);
}

enum rung_status rung_history(struct rung_run *run, const struct rung_history *asked, char **text)
{
    struct buf out = {0};
    bool good = history_act(run, asked, &out);
    *text = api_text(&out);
    return api_status(run, good && *text);
}
