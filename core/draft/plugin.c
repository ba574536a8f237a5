#include <string.h>

#include "base/number.h"
#include "draft/hints.h"
#include "draft/judge.h"
#include "draft/parts.h"
#include "draft/sketch.h"
#include "draft/yaml_text.h"
#include "program/names.h"

static bool refuse(const struct draft *draft, const char *cure, const char *what, const char *name)
{
    problem_add(draft->problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0}, cure, "\"%s\" %s", name, what);
    return false;
}

static bool check_name(const struct draft *draft, enum draft_rule rule, const char *name)
{
    struct text text = text_of(name);
    const char *kind = rule == DRAFT_METRIC ? "metric" : "incentive", *better = name_of_heading(text, "my", draft->arena);
    if (!name_is_sound(text)) {
        const char *cure = arena_printf(draft->arena, "use letters, digits and _, beginning with a letter: rung new %s %s", kind, better);
        return better && refuse(draft, cure, arena_printf(draft->arena, "cannot name a%s %s", rule == DRAFT_METRIC ? "" : "n", kind), name);
    }
    if (name_is_reserved(text) || hints_lua_word(text))
        return refuse(draft, arena_printf(draft->arena, "choose another name, as in rung new %s my_%s", kind, name),
                      "has a meaning of its own in rules and conditions", name);
    return true;
}

static bool check_is_new(const struct sketch *sketch)
{
    const struct program *program = sketch->program;
    bool taken = false;
    for (size_t i = 0; sketch->rule == DRAFT_METRIC && i < program->metric_count; i++)
        taken = taken || strcmp(program->metrics[i].name, sketch->name) == 0;
    for (size_t i = 0; sketch->rule == DRAFT_INCENTIVE && i < program->incentive_count; i++)
        taken = taken || strcmp(program->incentives[i].name, sketch->name) == 0;
    if (!taken) return true;
    return refuse(sketch->draft, "choose another name",
                  sketch->rule == DRAFT_METRIC ? "is a metric of this program already" : "is an incentive of this program already",
                  sketch->name);
}

/* ---- what it is built on */

static const struct column_spec *column_at(const struct table_spec *table, int column)
{
    return column < 0 ? NULL : &table->columns[column];
}

static void try_table(struct sketch *sketch, const struct table_spec *table, int *best)
{
    int words = hints_words(table), date = hints_date(table), number = hints_number(table);
    int fits = 4 * (number >= 0) + 2 * (date >= 0) + (words >= 0);
    if (fits <= *best || hints_lua_word(text_of(table->name))) return;
    *best = fits;
    sketch->table = table;
    sketch->words = column_at(table, words);
    sketch->date = column_at(table, date);
    sketch->number = column_at(table, number);
    sketch->any = NULL;
    for (size_t c = 0; fits == 0 && c < table->column_count; c++)
        if (!hints_lua_word(text_of(table->columns[c].name)) && (c != table->key || !sketch->any)) sketch->any = &table->columns[c];
}

static const struct tally *tally_of(const struct profile *profile, const char *heading)
{
    for (size_t c = 0; c < profile->column_count; c++)
        if (strcmp(profile->columns[c].heading, heading) == 0) return &profile->columns[c].tally;
    return NULL;
}

/* A text column for which the program lists no words may have but a few all the same. A file that cannot be read is no matter here. */
static void find_words(struct sketch *sketch)
{
    struct problems problems = {0};
    struct draft reader = {sketch->draft->arena, &problems, NULL};
    struct table_spec table = *sketch->table;
    struct profile profile;
    table.columns = arena_array(reader.arena, table.column_count, sizeof *table.columns);
    bool good = table.columns && profile_read(&profile, table.path, &reader);
    for (size_t c = 0; good && c < table.column_count; c++) {
        table.columns[c] = sketch->table->columns[c];
        const struct tally *tally = table.columns[c].type == COLUMN_TEXT ? tally_of(&profile, table.columns[c].header) : NULL;
        if (tally && c != table.key) judge_words(tally, &table.columns[c], reader.arena);
    }
    if (good) sketch->words = column_at(&table, hints_words(&table));
    if (table.columns) profile_release(&profile);
    problems_release(&problems);
}

static bool choose_table(struct sketch *sketch)
{
    const struct program *program = sketch->program;
    int best = -1;
    for (size_t t = 1; t < program->table_count; t++)
        if ((int)t != program->waivers && !program->tables[t].history) try_table(sketch, &program->tables[t], &best);
    if (sketch->table && !sketch->words && sketch->table->path) find_words(sketch);
    if (sketch->words) sketch->any = NULL;
    if (sketch->table) return true;
    return refuse(sketch->draft,
                  "add a table such as deals to program.yaml; columns of the partners need no rule: plugin: metrics/attribute",
                  "needs a table with rows of partners, and this program has none", sketch->name);
}

/* ---- what to do with it */

static void put_named(struct buf *out, const struct column_spec *column)
{
    buf_puts(out, column->name);
}

/* The weights of the scorecard's metrics together, without bonus and trial; 0 where they differ by partner. */
static double weights_of(const struct program *program)
{
    double sum = 0;
    for (size_t m = 0; m < program->metric_count; m++) {
        const struct metric *metric = &program->metrics[m];
        if (metric->scorecard != 0 || metric->track != 0 || metric->bonus || metric->trial) continue;
        if (metric->weight.attribute >= 0 && metric->weight.given) return 0;
        sum += setting_number(&metric->weight, NULL, 1);
    }
    return sum;
}

/* A tenth of all, with one digit. */
static double fair_weight(double all)
{
    double unit = 1;
    if (!(all > 0)) return 1;
    while (unit * 10 <= all / 10) unit *= 10;
    while (unit > all / 10) unit /= 10;
    return number_tidy(number_round(all / 10 / unit, 0) * unit);
}

static void tell_weight(const struct sketch *sketch, double all, double weight)
{
    const struct scorecard *scorecard = &sketch->program->scorecards[0];
    char now[NUMBER_TEXT_MAX], then[NUMBER_TEXT_MAX], own[NUMBER_TEXT_MAX];
    struct buf *told = sketch->draft->told;
    number_format(number_tidy(all), now);
    number_format(number_tidy(all + weight), then);
    number_format(weight, own);
    if (scorecard->method == SCORE_SUM)
        buf_printf(told, "weight x points is added to the score of %s.", scorecard->name);
    else if (all > 0)
        buf_printf(told, "Weights are shares: those of %s add up to %s so far, so this one will be %s of %s.", scorecard->name, now, own,
                   then);
    else
        buf_printf(told, "Weights are shares: choose one that suits those of %s.", scorecard->name);
    buf_puts(told, "\nWhile you try it out, add a line trial: yes below it: it is shown then, and does not count.\n");
}

static void tell_metric(const struct sketch *sketch)
{
    const struct scorecard *scorecard = &sketch->program->scorecards[0];
    struct buf *told = sketch->draft->told;
    double all = weights_of(sketch->program), weight = fair_weight(all);
    char text[NUMBER_TEXT_MAX];
    number_format(weight, text);
    buf_printf(told, "add to %s, in scorecards: %s: metrics:\n\n", sketch->program->source.path, scorecard->name);
    buf_printf(told, "      %s:\n        plugin: %s\n        block: metrics_motivators\n", sketch->name, sketch->name);
    if (scorecard->of == SCORE_OF_CATEGORIES && scorecard->category_count > 0)
        buf_printf(told, "        category: %s\n", scorecard->categories[0].name);
    buf_printf(told,
               "        weight: %s\n        points: {curve: {0: 0, %s: 100}} # 0 earns nothing, %s and more earn 100: say what is good\n",
               text, sketch->number ? "1000" : "10", sketch->number ? "1000" : "10");
    if (sketch->number) buf_puts(told, "        missing: leave out # without a value the other metrics decide\n");
    buf_char(told, '\n');
    tell_weight(sketch, all, weight);
}

static void tell_incentive(const struct sketch *sketch)
{
    const struct program *program = sketch->program;
    struct buf *told = sketch->draft->told;
    const char *kind = program->payouts[0].name;
    bool usual = false;
    for (size_t i = 0; i < program->payout_count; i++) usual = usual || strcmp(program->payouts[i].name, "rebate") == 0;
    buf_printf(told, "add to %s%s\n\n", program->source.path, program->incentive_count > 0 ? ", in incentives:" : ":");
    if (program->incentive_count == 0) buf_puts(told, "incentives:\n");
    buf_printf(told, "  %s:\n    plugin: %s\n", sketch->name, sketch->name);
    buf_puts(told, sketch->number ? "    params: {rate: 2%, at_least: 1000}\n" : "    params: {each: 100, at_least: 1}\n");
    if (!usual) buf_printf(told, "    kind: %s\n", kind);
    buf_puts(told, "\nWhile you try it out, add a line trial: yes below it: it is shown then, and not paid.\n");
}

static void tell(const struct sketch *sketch)
{
    struct arena *arena = sketch->draft->arena;
    struct buf *told = sketch->draft->told;
    const char *folder = sketch->program->folder, *name = sketch->name, *word = draft_word(arena, folder);
    bool here = strcmp(folder, ".") == 0;
    const char *rule = arena_printf(arena, "%s%splugins/%s", here ? "" : folder, here ? "" : "/", name);
    if (!rule || !word) return;
    buf_printf(told, "made a rule on table %s, columns ", sketch->table->name);
    sketch_columns(told, sketch, put_named);
    buf_printf(told, "\n  %s.lua         the rule, explained line by line\n", rule);
    buf_printf(told, "  %s.cases.yaml  its cases: rows in, %s out\n\n", rule, sketch->rule == DRAFT_METRIC ? "value" : "award");
    (sketch->rule == DRAFT_METRIC ? tell_metric : tell_incentive)(sketch);
    const char *quoted = draft_word(arena, rule);
    const struct next_command next[] = {
        {arena_printf(arena, "rung test %s", quoted ? quoted : ""), "its cases"},
        {arena_printf(arena, "rung check %s", word), "the program, once the lines are there"},
    };
    draft_tell_next(sketch->draft, next, sizeof next / sizeof *next);
}

bool draft_plugin(const struct draft *draft, enum draft_rule rule, const char *name, const char *folder)
{
    struct program_options options = {0};
    struct sketch sketch = {.draft = draft, .rule = rule, .name = name};
    if (!check_name(draft, rule, name)) return false;
    sketch.program = program_load(folder, &options, draft->arena, draft->problems);
    if (!sketch.program || !check_is_new(&sketch) || !choose_table(&sketch) || !sketch_write(&sketch)) return false;
    tell(&sketch);
    return true;
}
