#include "lua/rule.h"

#include <stdint.h>
#include <stdlib.h>

#include "lua/argument.h"
#include "lua/binder.h"
#include "lua/look.h"
#include "lua/unit.h"

struct binding {
    struct ruleset *ruleset;
    struct program *program;
    struct arena *arena;
    struct problems *problems;
};

/* ---- the plugins of a program, each once */

static int by_name(const void *a, const void *b)
{
    return strcmp((*(const struct plugin *const *)a)->name, (*(const struct plugin *const *)b)->name);
}

struct wanted {
    const char **names;
    struct place *at;
    size_t count;
};

static void want(struct wanted *wanted, const char *name, struct place at)
{
    for (size_t i = 0; i < wanted->count; i++)
        if (strcmp(wanted->names[i], name) == 0) return;
    wanted->names[wanted->count] = name;
    wanted->at[wanted->count++] = at;
}

static bool read_plugins(const struct binding *binding, const char *library)
{
    const struct program *program = binding->program;
    struct ruleset *ruleset = binding->ruleset;
    size_t most = program->metric_count + program->incentive_count + 1;
    struct wanted wanted = {.names = arena_array(binding->arena, most, sizeof *wanted.names),
                            .at = arena_array(binding->arena, most, sizeof *wanted.at)};
    ruleset->plugins = arena_array(binding->arena, most, sizeof *ruleset->plugins);
    if (!wanted.names || !wanted.at || !ruleset->plugins) return false;
    for (size_t i = 0; i < program->metric_count; i++)
        if (program->metrics[i].plugin) want(&wanted, program->metrics[i].plugin, program->metrics[i].plugin_at);
    for (size_t i = 0; i < program->incentive_count; i++)
        if (program->incentives[i].plugin) want(&wanted, program->incentives[i].plugin, program->incentives[i].plugin_at);
    bool good = plugins_read(wanted.names, wanted.at, wanted.count, program, library, ruleset->plugins, binding->arena, binding->problems);
    for (size_t i = 0; i < wanted.count; i++)
        if (ruleset->plugins[i]) ruleset->plugins[ruleset->plugin_count++] = ruleset->plugins[i];
    qsort(ruleset->plugins, ruleset->plugin_count, sizeof(const struct plugin *), by_name);
    return good;
}

static const struct plugin *plugin_named(const struct ruleset *ruleset, const char *name)
{
    for (size_t i = 0; i < ruleset->plugin_count; i++)
        if (strcmp(ruleset->plugins[i]->name, name) == 0) return ruleset->plugins[i];
    return NULL;
}

/* ---- reads */

static void bind_columns(const struct binder *binder, const struct plugin_read *read, size_t table)
{
    const struct table_spec *spec = &binder->program->tables[table];
    const char *const *names = table_column_names(spec, binder->arena);
    for (size_t i = 0; i < read->count; i++) {
        int column = table_column(spec, text_of(read->columns[i]));
        if (column >= 0) {
            binder_read(binder, table, (size_t)column);
            continue;
        }
        const char *add = arena_printf(binder->arena, "add %s to the columns of %s in program.yaml", read->columns[i], spec->name);
        const char *cure = names ? binder_near(binder, text_of(read->columns[i]), names, spec->column_count, add) : add;
        if (!binder->again)
            binder_problem(binder, plugin_place(binder->plugin, read->columns[i]), cure, "reads %s.%s, which table %s does not have",
                           read->table, read->columns[i], spec->name);
    }
}

static void complain_table(const struct binder *binder, const char *table)
{
    const struct program *program = binder->program;
    const char **names = arena_array(binder->arena, program->table_count + 1, sizeof *names);
    for (size_t t = 0; names && t < program->table_count; t++) names[t] = program->tables[t].name;
    const char *add = arena_printf(binder->arena, "add a table %s to program.yaml, or use another plugin", table);
    binder_problem(binder, plugin_place(binder->plugin, table),
                   names ? binder_near(binder, text_of(table), names, program->table_count, add) : add,
                   "reads the table %s, which the program does not have", table);
}

static void bind_reads(const struct binder *binder)
{
    const struct program *program = binder->program;
    for (size_t i = 0; i < binder->plugin->read_count; i++) {
        const struct plugin_read *read = &binder->plugin->reads[i];
        int table = binder_table(binder, text_of(read->table));
        if (table >= 0 && table != program->waivers)
            bind_columns(binder, read, (size_t)table);
        else if (!binder->again)
            complain_table(binder, read->table);
    }
}

static bool make_reads(const struct binding *binding, struct rule *rule)
{
    const struct program *program = binding->program;
    rule->reads = arena_array(binding->arena, program->table_count, sizeof *rule->reads);
    for (size_t t = 0; rule->reads && t < program->table_count; t++) {
        rule->reads[t] = arena_array(binding->arena, program->tables[t].column_count + 1, sizeof **rule->reads);
        if (!rule->reads[t]) return false;
    }
    return rule->reads != NULL;
}

/* ---- needs */

static bool add_need(const struct binder *binder, const char *name)
{
    struct rule *rule = binder->rule;
    for (size_t i = 0; i < rule->need_count; i++)
        if (strcmp(rule->need_names[i], name) == 0) return false;
    rule->need_names[rule->need_count++] = name;
    return true;
}

static const char *need_cure(const struct binder *binder, size_t scorecard, const char *name)
{
    const struct program *program = binder->program;
    const char **names = arena_array(binder->arena, program->metric_count + 1, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; names && i < program->metric_count; i++)
        if (program->metrics[i].scorecard == scorecard) names[count++] = program->metrics[i].name;
    return names ? binder_near(binder, text_of(name), names, count, "add this metric to the scorecard") : NULL;
}

/* Resolves one need in one track; whose: the metric that needs it, or NULL for an incentive. */
static size_t resolve_need(const struct binder *binder, const char *name, size_t scorecard, size_t track, const struct metric *whose)
{
    int index = program_metric(binder->program, scorecard, track, text_of(name));
    if (index < 0) return NEED_ABSENT;
    const struct metric *needed = &binder->program->metrics[index];
    if (whose && needed->formula)
        binder_problem(binder, binder->at, "need the metrics that its formula names instead",
                       "%s needs %s, which is worked out by a formula and not known yet", whose->name, name);
    else if (whose && !needed->plugin)
        binder_problem(binder, binder->at, "need the metric that it ranks instead",
                       "%s needs %s, which is worked out from all partners and not known yet", whose->name, name);
    return (size_t)index;
}

static bool bind_needs(const struct binder *binder, size_t scorecard, const struct metric *whose)
{
    struct rule *rule = binder->rule;
    const struct plugin *plugin = binder->plugin;
    size_t tracks = whose ? 1 : binder->program->scorecards[scorecard].track_count;
    rule->need_names = arena_array(binder->arena, plugin->need_count + plugin->param_count + 1, sizeof *rule->need_names);
    if (!rule->need_names) return false;
    for (size_t i = 0; i < plugin->need_count; i++) add_need(binder, plugin->needs[i]);
    for (size_t i = 0; i < plugin->param_count; i++)
        if (plugin->params[i].type == PARAM_METRIC && rule->arguments[i].given)
            add_need(binder, rule->arguments[i].cases[0].value.text.ptr);
    rule->needs = arena_array(binder->arena, rule->need_count * tracks + 1, sizeof *rule->needs);
    if (!rule->needs) return false;
    for (size_t i = 0; i < rule->need_count; i++) {
        bool found = false;
        for (size_t track = 0; track < tracks; track++) {
            size_t *need = &rule->needs[track * rule->need_count + i];
            *need = resolve_need(binder, rule->need_names[i], scorecard, whose ? whose->track : track, whose);
            found = found || *need != NEED_ABSENT;
        }
        if (!found)
            binder_problem(binder, binder->at, need_cure(binder, scorecard, rule->need_names[i]),
                           "%s needs the metric \"%s\", which the scorecard does not have", plugin->name, rule->need_names[i]);
    }
    return true;
}

/* ---- one rule */

static bool was_bound(const struct binding *binding, const struct plugin *plugin)
{
    const struct program *program = binding->program;
    const struct ruleset *ruleset = binding->ruleset;
    for (size_t i = 0; i < program->metric_count; i++)
        if (ruleset->metrics[i].plugin == plugin) return true;
    for (size_t i = 0; i < program->incentive_count; i++)
        if (ruleset->incentives[i].plugin == plugin) return true;
    return false;
}

static bool bind_rule(const struct binding *binding, struct binder *binder, const char *plugin, enum plugin_kind kind,
                      const struct node *params, size_t scorecard, const struct metric *whose)
{
    struct rule *rule = binder->rule;
    if (!make_reads(binding, rule)) return false;
    binder->plugin = plugin_named(binding->ruleset, plugin);
    binder->again = binder->plugin && was_bound(binding, binder->plugin);
    rule->plugin = binder->plugin;
    if (!rule->plugin) return true; /* reported by plugins_read */
    if (rule->plugin->kind != kind) {
        bool metric = kind == PLUGIN_METRIC;
        binder_problem(binder, binder->at, metric ? "use it under incentives" : "use it under metrics of a scorecard",
                       "%s is %s plugin, not %s", plugin, metric ? "an incentive" : "a metric", metric ? "a metric" : "an incentive");
        return true;
    }
    struct argument *arguments = arena_array(binding->arena, rule->plugin->param_count + 1, sizeof *arguments);
    if (!arguments) return false;
    bind_reads(binder);
    if (!binder->again) look_at_rule(binder);
    rule->arguments = arguments;
    return arguments_bind(binder, params, arguments) && bind_needs(binder, scorecard, whose);
}

static bool bind_metric(const struct binding *binding, size_t index)
{
    const struct metric *metric = &binding->program->metrics[index];
    struct rule *rule = &binding->ruleset->metrics[index];
    if (!metric->plugin) return make_reads(binding, rule);
    const char *subject = arena_printf(binding->arena, "%s.%s", binding->program->scorecards[metric->scorecard].name, metric->name);
    struct binder binder = {.program = binding->program,
                            .rule = rule,
                            .at = metric->plugin_at,
                            .subject = subject,
                            .arena = binding->arena,
                            .problems = binding->problems};
    return subject && bind_rule(binding, &binder, metric->plugin, PLUGIN_METRIC, metric->params, metric->scorecard, metric);
}

static bool bind_incentive(const struct binding *binding, size_t index)
{
    const struct incentive *incentive = &binding->program->incentives[index];
    struct binder binder = {.program = binding->program,
                            .rule = &binding->ruleset->incentives[index],
                            .at = incentive->plugin_at,
                            .subject = incentive->name,
                            .arena = binding->arena,
                            .problems = binding->problems};
    if (!incentive->plugin) return true; /* a pool, or reported already */
    return bind_rule(binding, &binder, incentive->plugin, PLUGIN_INCENTIVE, incentive->params, incentive->scorecard, NULL);
}

/* ---- order: needed metrics first, otherwise as in the program */

enum mark { UNSEEN, OPEN, DONE };

struct ordering {
    const struct binding *binding;
    unsigned char *marks;
    size_t *path;
    size_t depth;
};

static void report_cycle(const struct ordering *ordering, size_t metric)
{
    const struct program *program = ordering->binding->program;
    struct buf text = {.ceiling = 1000};
    size_t from = 0;
    while (ordering->path[from] != metric) from++;
    for (size_t i = from; i < ordering->depth; i++) buf_printf(&text, "%s needs ", program->metrics[ordering->path[i]].name);
    buf_puts(&text, program->metrics[metric].name);
    struct place at = program->metrics[metric].plugin_at;
    struct problem *problem = problem_add(ordering->binding->problems, SEVERITY_ERROR, STAGE_PROGRAM, at, "take one of these needs away",
                                          "metrics need each other in a circle: %.*s", TEXT_ARG(buf_view(&text)));
    problem_line(ordering->binding->problems, problem, source_line(&program->source, at.line));
    buf_release(&text);
}

static void visit(struct ordering *ordering, size_t metric)
{
    struct ruleset *ruleset = ordering->binding->ruleset;
    const struct rule *rule = &ruleset->metrics[metric];
    if (ordering->marks[metric] == OPEN) report_cycle(ordering, metric);
    if (ordering->marks[metric] != UNSEEN || !rule->plugin) return;
    ordering->marks[metric] = OPEN;
    ordering->path[ordering->depth++] = metric;
    for (size_t i = 0; rule->needs && i < rule->need_count; i++)
        if (rule->needs[i] != NEED_ABSENT) visit(ordering, rule->needs[i]);
    ordering->depth--;
    ordering->marks[metric] = DONE;
    ruleset->order[ruleset->order_count++] = metric;
}

static bool order_metrics(const struct binding *binding)
{
    size_t count = binding->program->metric_count;
    struct ordering ordering = {.binding = binding,
                                .marks = arena_alloc(binding->arena, count + 1),
                                .path = arena_array(binding->arena, count + 1, sizeof *ordering.path)};
    binding->ruleset->order = arena_array(binding->arena, count + 1, sizeof *binding->ruleset->order);
    if (!ordering.marks || !ordering.path || !binding->ruleset->order) return false;
    for (size_t i = 0; i < count; i++) visit(&ordering, i);
    return true;
}

static bool bind_all(struct ruleset *ruleset, struct program *program, const char *library, struct arena *arena, struct problems *problems)
{
    struct binding binding = {.ruleset = ruleset, .program = program, .arena = arena, .problems = problems};
    *ruleset = (struct ruleset){.program = program};
    ruleset->metrics = arena_array(arena, program->metric_count + 1, sizeof *ruleset->metrics);
    ruleset->incentives = arena_array(arena, program->incentive_count + 1, sizeof *ruleset->incentives);
    bool good = ruleset->metrics && ruleset->incentives && (read_plugins(&binding, library) || problems->errors > 0);
    for (size_t i = 0; good && i < program->metric_count; i++) good = bind_metric(&binding, i);
    for (size_t i = 0; good && i < program->incentive_count; i++) good = bind_incentive(&binding, i);
    good = good && order_metrics(&binding);
    if (good && problems->errors == 0) units_check(ruleset, program, arena, problems);
    if (!good && problems->errors == 0) problem_add(problems, SEVERITY_ERROR, STAGE_PROGRAM, (struct place){0}, NULL, "out of memory");
    return good && problems->errors == 0;
}

bool ruleset_bind(struct ruleset *ruleset, struct program *program, const char *library, struct arena *arena, struct problems *problems)
{
    struct problems own = {0};
    bool good = bind_all(ruleset, program, library, arena, &own);
    problems_merge(problems, &own); /* what a check and the run after it both find is said once */
    problems_release(&own);
    return good;
}
