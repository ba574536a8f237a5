#include "out/profile_text.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "base/wrap.h"

enum { NAME_WIDTH = 36, CELL_WIDTH = 11, SLOWEST = 3, CELL_MAX = NUMBER_GROUPED_MAX + 16 };

/* ---- cells */

static void put_cell(struct buf *out, const char *text)
{
    buf_printf(out, "%*s", CELL_WIDTH, text);
}

static void count_text(uint64_t count, char text[CELL_MAX])
{
    char digits[24];
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)count);
    number_group(digits, text);
}

/* Three digits or so, with a unit. */
static void time_text(double seconds, char text[CELL_MAX])
{
    static const struct {
        double least, each;
        const char *unit;
    } units[] = {{1, 1, "s"}, {1e-3, 1e-3, "ms"}, {0, 1e-6, "us"}};
    char digits[NUMBER_TEXT_MAX], grouped[NUMBER_GROUPED_MAX];
    size_t u = 0;
    while (seconds < units[u].least) u++;
    double amount = seconds / units[u].each;
    number_format(number_round(amount, amount < 10 ? 2 : amount < 100 ? 1 : 0), digits);
    snprintf(text, CELL_MAX, "%s %s", number_group(digits, grouped), units[u].unit);
}

static void put_count(struct buf *out, uint64_t count)
{
    char text[CELL_MAX];
    count_text(count, text);
    put_cell(out, text);
}

static void put_time(struct buf *out, double seconds)
{
    char text[CELL_MAX];
    time_text(seconds, text);
    put_cell(out, text);
}

static void put_memory(struct buf *out, uint64_t bytes)
{
    char text[CELL_MAX];
    count_text((bytes + 1023) / 1024, text);
    buf_printf(out, "%*s KiB", CELL_WIDTH - 4, text);
}

static void put_line(struct buf *out, const char *name, const struct profile_rule *cost, double all)
{
    size_t begin = out->len;
    buf_puts(out, name);
    if (out->len - begin >= NAME_WIDTH) buf_char(out, '\n');
    wrap_to(out, NAME_WIDTH);
    put_count(out, cost->calls);
    put_time(out, cost->seconds);
    put_time(out, cost->calls ? cost->seconds / (double)cost->calls : 0);
    put_time(out, cost->largest);
    put_memory(out, cost->memory);
    put_count(out, cost->rows);
    int share = all > 0 ? (int)(cost->seconds / all * 100 + 0.5) : 0;
    buf_printf(out, "%6d %%\n", share);
}

/* ---- rules and plugins */

static const struct rule *rule_at(const struct run *run, size_t rule)
{
    size_t metrics = run->program->metric_count;
    return rule < metrics ? &run->rules.metrics[rule] : &run->rules.incentives[rule - metrics];
}

static void put_rule_name(const struct run *run, size_t rule, struct buf *out)
{
    const struct program *program = run->program;
    if (rule >= program->metric_count) {
        buf_puts(out, program->incentives[rule - program->metric_count].name);
        return;
    }
    const struct metric *metric = &program->metrics[rule];
    const struct scorecard *scorecard = &program->scorecards[metric->scorecard];
    buf_printf(out, "%s.%s", scorecard->name, metric->name);
    if (scorecard->track_count > 1) buf_printf(out, " (%s)", scorecard->tracks[metric->track].name);
}

static void add(struct profile_rule *sum, const struct profile_rule *one)
{
    sum->calls += one->calls;
    sum->rows += one->rows;
    sum->seconds += one->seconds;
    if (one->largest > sum->largest) sum->largest = one->largest;
    if (one->memory > sum->memory) sum->memory = one->memory;
}

static struct profile_rule cost_of(const struct run *run, const struct plugin *plugin)
{
    struct profile_rule sum = {0};
    for (size_t r = 0; r < run->profile.rules; r++) {
        struct profile_rule one = profile_of_rule(&run->profile, r);
        if (rule_at(run, r)->plugin == plugin) add(&sum, &one);
    }
    return sum;
}

static void put_rules(const struct run *run, const struct plugin *plugin, double all, struct buf *out)
{
    struct buf name = {0};
    for (size_t r = 0; r < run->profile.rules; r++) {
        struct profile_rule one = profile_of_rule(&run->profile, r);
        if (rule_at(run, r)->plugin != plugin) continue;
        buf_clear(&name);
        buf_puts(&name, "  ");
        put_rule_name(run, r, &name);
        buf_char(&name, '\0');
        if (!name.failed) put_line(out, name.ptr, &one, all);
    }
    buf_release(&name);
}

struct plugin_cost {
    const struct plugin *plugin;
    struct profile_rule cost;
};

static int by_time(const void *a, const void *b)
{
    const struct plugin_cost *x = a, *y = b;
    int order = (x->cost.seconds < y->cost.seconds) - (x->cost.seconds > y->cost.seconds);
    return order ? order : strcmp(x->plugin->name, y->plugin->name);
}

static void put_plugins(const struct run *run, struct arena *arena, struct buf *out)
{
    struct plugin_cost *costs = arena_array(arena, run->rules.plugin_count + 1, sizeof *costs);
    double all = 0;
    if (!costs) return;
    for (size_t i = 0; i < run->rules.plugin_count; i++) {
        costs[i] = (struct plugin_cost){run->rules.plugins[i], cost_of(run, run->rules.plugins[i])};
        all += costs[i].cost.seconds;
    }
    qsort(costs, run->rules.plugin_count, sizeof *costs, by_time);
    buf_puts(out, "\nplugins");
    wrap_to(out, NAME_WIDTH);
    static const char *const heads[] = {"calls", "time", "mean", "largest", "memory", "rows"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) put_cell(out, heads[i]);
    buf_puts(out, "   share\n");
    for (size_t i = 0; i < run->rules.plugin_count; i++) {
        put_line(out, costs[i].plugin->name, &costs[i].cost, all);
        put_rules(run, costs[i].plugin, all, out);
    }
}

/* ---- partners, and the run */

/* The slowest first; of equal ones the first. */
static size_t find_slowest(const struct run *run, size_t slowest[SLOWEST])
{
    size_t count = 0;
    for (size_t p = 0; p < run->profile.partners; p++) {
        double seconds = profile_of_partner(&run->profile, p).seconds;
        size_t at = count;
        while (at > 0 && profile_of_partner(&run->profile, slowest[at - 1]).seconds < seconds) at--;
        if (at == SLOWEST || seconds <= 0) continue;
        if (count < SLOWEST) count++;
        for (size_t i = count - 1; i > at; i--) slowest[i] = slowest[i - 1];
        slowest[at] = p;
    }
    return count;
}

static void put_slowest(const struct run *run, struct buf *out)
{
    size_t slowest[SLOWEST];
    size_t count = find_slowest(run, slowest);
    if (count) buf_puts(out, "\nslowest partners\n");
    for (size_t i = 0; i < count; i++) {
        struct profile_partner one = profile_of_partner(&run->profile, slowest[i]);
        char text[CELL_MAX];
        size_t begin = out->len;
        buf_puts(out, "  ");
        buf_visible(out, run_partner_key(run, slowest[i]), "");
        if (out->len - begin >= NAME_WIDTH) buf_char(out, '\n');
        wrap_to(out, NAME_WIDTH);
        put_time(out, one.seconds);
        time_text(one.largest, text);
        buf_printf(out, ", of which %s in ", text);
        put_rule_name(run, one.rule, out);
        buf_char(out, '\n');
    }
}

static void put_parts(const struct run *run, struct buf *out)
{
    buf_printf(out, "\ntime of the run, with %d %s:", run->jobs, run->jobs == 1 ? "worker" : "workers");
    for (size_t i = 0; i < PART_COUNT; i++) {
        char text[CELL_MAX];
        time_text(run->seconds[i], text);
        buf_printf(out, "%s %s %s", i ? "," : "", run_part_names[i], text);
    }
    buf_char(out, '\n');
}

void profile_text(const struct run *run, struct buf *out)
{
    struct arena arena = {0};
    put_plugins(run, &arena, out);
    put_slowest(run, out);
    put_parts(run, out);
    out->failed |= arena.failed;
    arena_release(&arena);
}
