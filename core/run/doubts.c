#include "run/doubts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/suggest.h"
#include "lua/argument.h"
#include "run/pace.h"

/* ---- words: {by: region, emae: 70}, partner.region == 'emae', where: {stage: wno} */

enum { WORD_LEAST = 4, WORDS_MOST = 2000 };

/* Codes that differ in a digit, and words of two or three letters, are near each other and right all the same: uk and us. */
static bool can_be_misspelt(struct text word)
{
    for (size_t i = 0; i < word.len; i++)
        if (isdigit((unsigned char)word.ptr[i])) return false;
    return word.len >= WORD_LEAST;
}

static const struct text *near_word(const struct column *column, struct text word)
{
    for (size_t i = 0; i < column->words.count; i++)
        if (suggest_is_slip(word, column->words.words[i])) return &column->words.words[i];
    return NULL;
}

static void check_word(const struct run *run, const struct expected_word *word, struct problems *problems)
{
    const struct table *table = &run->data.tables[word->table];
    const struct column *column = &table->columns[word->column];
    if (!column->cells || column->words.count > WORDS_MOST) return;
    if (!can_be_misspelt(word->word) || column_code(column, word->word) >= 0) return;
    const struct text *near = near_word(column, word->word);
    if (!near) return;
    const char *who = word->table == 0 ? "partner" : "row of ", *which = word->table == 0 ? "" : table->spec->name;
    struct problem *problem = problem_add(problems, SEVERITY_WARNING, STAGE_PROGRAM, word->at, NULL, "no %s%s has the %s \"%.*s\"", who,
                                          which, column->spec->name, TEXT_ARG(word->word));
    problem_cure(problems, problem, "did you mean %.*s?", TEXT_ARG(*near));
    problem_line(problems, problem, source_line(source_holding(&run->program->source, word->at), word->at.line));
}

static void check_words(const struct run *run, struct problems *problems)
{
    for (size_t i = 0; i < run->program->expected_count; i++) check_word(run, &run->program->expected[i], problems);
}

/* ---- the period */

/* What lies in date columns that filters ask for days of the period. */
struct days {
    struct span period, whole;
    const struct table_spec *table; /* of the first column that has days; NULL: none yet */
    const struct column_spec *column;
    bool met; /* one of the days lies in the period */
};

static void look_at(const struct run *run, size_t t, size_t c, struct days *days)
{
    const struct table *table = &run->data.tables[t];
    const struct column *column = &table->columns[c];
    if (!column->cells || column->spec->type != COLUMN_DATE) return;
    for (size_t row = 0; row < table->rows && !days->met; row++) {
        int64_t day;
        if (!column_integer(column, row, &day)) continue;
        if (!days->table) *days = (struct days){days->period, {(int32_t)day, (int32_t)day}, table->spec, column->spec, false};
        if (column->spec == days->column && day < days->whole.from) days->whole.from = (int32_t)day;
        if (column->spec == days->column && day > days->whole.to) days->whole.to = (int32_t)day;
        days->met = day >= days->period.from && day <= days->period.to;
    }
}

static bool is_period(const struct test *test, struct span period)
{
    return test->kind == TEST_BETWEEN && !test->negated && test->low.given && test->high.given && test->low.at.day == period.from &&
           test->high.at.day == period.to;
}

/* {closed_on: period} in a filter. A plugin that takes a window apart from its column may ask for days before it as well. */
static bool asks(const struct rule *rule, size_t table, size_t column, struct span period)
{
    for (size_t i = 0; rule->plugin && i < rule->plugin->param_count; i++) {
        const struct argument *argument = &rule->arguments[i];
        if (!argument->given || argument->spec->type != PARAM_FILTER || argument->table != table) continue;
        for (size_t t = 0; t < argument->term_count; t++)
            if (argument->terms[t].column == column && is_period(&argument->terms[t].test, period)) return true;
    }
    return false;
}

/* Of all metrics and incentives, or only of metrics that --as-of projects. */
static bool any_asks(const struct run *run, size_t table, size_t column, bool projected)
{
    const struct program *program = run->program;
    for (size_t m = 0; m < program->metric_count; m++)
        if ((!projected || program->warnings.projected[m]) && asks(&run->rules.metrics[m], table, column, program->period)) return true;
    for (size_t i = 0; !projected && i < program->incentive_count; i++)
        if (asks(&run->rules.incentives[i], table, column, program->period)) return true;
    return false;
}

static void check_period(const struct run *run, struct problems *problems)
{
    const struct program *program = run->program;
    struct days days = {.period = program->period};
    char first[DATE_TEXT_MAX], last[DATE_TEXT_MAX];
    for (size_t t = 0; t < run->data.table_count; t++)
        for (size_t c = 0; c < program->tables[t].column_count; c++)
            if (any_asks(run, t, c, false)) look_at(run, t, c, &days);
    if (days.met || !days.table) return;
    date_format(days.whole.from, first);
    date_format(days.whole.to, last);
    struct problem *problem = problem_add(problems, SEVERITY_WARNING, STAGE_DATA, (struct place){.file = days.table->path}, NULL,
                                          "no %s lies in %s: is the period right?", days.column->name, program->period_text);
    problem_cure(problems, problem, "%s goes from %s to %s: run another period, or put the new rows into the table", days.column->name,
                 first, last);
}

/* ---- days after --as-of, which the pace would take for days before it */

static size_t rows_after(const struct column *column, size_t rows, int32_t as_of, int32_t last)
{
    size_t count = 0;
    for (size_t row = 0; row < rows; row++) {
        int64_t day;
        count += column_integer(column, row, &day) && day > as_of && day <= last;
    }
    return count;
}

static void check_as_of_in(const struct run *run, size_t t, size_t c, struct problems *problems)
{
    const struct table *table = &run->data.tables[t];
    const struct column *column = &table->columns[c];
    char day[DATE_TEXT_MAX];
    if (!column->cells || column->spec->type != COLUMN_DATE || !any_asks(run, t, c, true)) return;
    size_t rows = rows_after(column, table->rows, pace_as_of(run), run->program->period.to);
    if (rows == 0) return;
    date_format(pace_as_of(run), day);
    struct problem *problem = problem_add(problems, SEVERITY_WARNING, STAGE_DATA, (struct place){.file = table->spec->path}, NULL,
                                          "--as-of: %zu %s a %s after %s, and %s: more is projected than the pace gives", rows,
                                          rows == 1 ? "row has" : "rows have", column->spec->name, day, rows == 1 ? "counts" : "count");
    problem_cure(problems, problem, "take %s out, or give the last day up to which there are data", rows == 1 ? "it" : "them");
}

static void check_as_of(const struct run *run, struct problems *problems)
{
    for (size_t t = 0; run->so_far > 0 && t < run->data.table_count; t++)
        for (size_t c = 0; c < run->program->tables[t].column_count; c++) check_as_of_in(run, t, c, problems);
}

/* ---- a row of totals */

static bool is_total(struct text said)
{
    static const char *const words[] = {"total", "totals", "grand total", "sum",    "subtotal", "summe",         "gesamt", "gesamtsumme",
                                        "somme", "totale", "totaal",      "totali", "totales",  "total general", "suma",   "total général"};
    said = text_trim(said);
    if (said.len && said.ptr[said.len - 1] == ':') said.len--;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == said.len && strncasecmp(words[i], said.ptr, said.len) == 0) return true;
    return false;
}

static void check_totals(const struct run *run, struct problems *problems)
{
    const struct table *partners = &run->data.tables[0];
    for (size_t p = 0; p < run->data.partners; p++) {
        struct text key = run_partner_key(run, p), name = run_partner_name(run, p);
        if (!is_total(key) && !is_total(name)) continue;
        struct place at = {.file = partners->spec->path, .line = partners->lines ? partners->lines[p] : 0};
        struct problem *problem =
            problem_add(problems, SEVERITY_WARNING, STAGE_DATA, at,
                        "if it is the row of totals, take it out of the export; a partner that is called so may stay",
                        "\"%.*s\" counts as a partner: is this the row of totals?", TEXT_ARG(is_total(key) ? key : name));
        problem_about(problems, problem, key, text_of("partners"));
    }
}

void doubts_report(const struct run *run, struct problems *problems)
{
    check_words(run, problems);
    check_period(run, problems);
    check_as_of(run, problems);
    check_totals(run, problems);
}
