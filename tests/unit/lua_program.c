#include "lua_program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/number.h"

static const char partners[] = "partner_id,region,active,joined_on,seats\n"
                               "p1,emea,yes,2020-02-29,12\n"
                               "p2,amer,no,,\n"
                               "p3,,,2026-07-01,3\n";
static const char deals[] = "partner_id,closed_on,stage,amount,discount_pct,hours,product,registered\n"
                            "p1,2026-07-01,won,100.10,10,1.5,crm,yes\n"
                            "p1,2026-09-30,won,200.20,25,,erp,no\n"
                            "p2,2026-08-15,lost,75,30.5,4,crm,\n"
                            "p1,2026-10-01,won,400.40,25.1,2.5,crm,yes\n"
                            "p1,2026-08-31,lost,0.01,,0.1,,no\n"
                            "p1,,open,-50,0,0.2,erp,yes\n"
                            "p1,2025-07-15,won,0.10,5,0.3,hcm,\n";

static const char tables[] =
    "program: Test\ncurrency: USD\nperiod: 2026-Q3\n"
    "tables:\n"
    "  partners:\n    file: partners.csv\n    key: partner_id\n"
    "    columns: {partner_id: text, region: {type: text, allowed: [amer, emea, apac]}, active: yes/no, joined_on: date, seats: integer}\n"
    "  deals:\n    file: deals.csv\n    partner: partner_id\n"
    "    columns: {partner_id: text, closed_on: date, stage: {type: text, allowed: [won, lost, open]}, amount: money, discount_pct: "
    "percent,\n"
    "      hours: number, product: text, registered: yes/no}\n";

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static void path_in(const struct lua_program *test, const char *name, char path[256])
{
    snprintf(path, 256, "%s/%s", test->folder, name);
}

void lua_program_init(struct lua_program *test)
{
    static const char *const folders[] = {"plugins", "plugins/metrics", "plugins/incentives"};
    char path[256];
    *test = (struct lua_program){.folder = "/tmp/rung-test-XXXXXX"};
    assert_non_null(mkdtemp(test->folder));
    for (size_t i = 0; i < 3; i++) {
        path_in(test, folders[i], path);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    path_in(test, "partners.csv", path);
    write_file(path, partners);
    path_in(test, "deals.csv", path);
    write_file(path, deals);
}

static void forget(struct lua_program *test)
{
    host_close(test->host);
    dataset_release(&test->data);
    arena_release(&test->arena);
    problems_release(&test->problems);
    test->host = NULL;
    test->data = (struct dataset){0};
    test->problems = (struct problems){0};
}

void lua_program_release(struct lua_program *test)
{
    char command[128];
    forget(test);
    snprintf(command, sizeof command, "rm -r '%s'", test->folder);
    assert_int_equal(system(command), 0);
}

void lua_program_plugin(struct lua_program *test, const char *name, const char *source)
{
    char path[256];
    snprintf(path, sizeof path, "%s/plugins/%s.lua", test->folder, name);
    write_file(path, source);
}

static void put_entries(struct buf *yaml, const char *entries, const char *indent, const char *more)
{
    struct text left = text_of(entries);
    while (left.len > 0) {
        const char *end = memchr(left.ptr, '\n', left.len);
        struct text line = {left.ptr, end ? (size_t)(end - left.ptr) : left.len};
        left = end ? (struct text){end + 1, left.len - line.len - 1} : (struct text){0};
        if (line.len == 0) continue;
        /* The entry's closing brace makes room for what every entry needs. */
        buf_printf(yaml, "%s%.*s%s}\n", indent, (int)line.len - 1, line.ptr, more);
    }
}

static void keep_problems(struct lua_program *test)
{
    struct buf said = {0};
    problems_sort(&test->problems);
    for (size_t i = 0; i < test->problems.count; i++) {
        const struct problem *problem = &test->problems.items[i];
        const char *file = problem->place.file ? problem->place.file : "";
        if (strncmp(file, test->folder, strlen(test->folder)) == 0) file += strlen(test->folder) + 1;
        buf_printf(&said, "%s:%u: %s", file, problem->place.line, problem->what);
        if (problem->cure) buf_printf(&said, " [%s]", problem->cure);
        buf_char(&said, '\n');
    }
    snprintf(test->said, sizeof test->said, "%.*s", TEXT_ARG(buf_view(&said)));
    buf_release(&said);
}

bool lua_program_bind(struct lua_program *test, const char *metrics, const char *incentives, const char *limits)
{
    char path[256];
    struct buf yaml = {0};
    struct program_options options = {0};
    forget(test);
    buf_puts(&yaml, tables);
    if (limits) buf_printf(&yaml, "limits: %s\n", limits);
    buf_puts(&yaml, "scorecards:\n  main:\n    metrics:\n");
    put_entries(&yaml, metrics, "      ", ", block: governance, weight: 1, points: {curve: {0: 0, 1: 1}}");
    buf_puts(&yaml, "    tiers:\n      gold: {score: 50}\n      member: {}\n");
    if (incentives) buf_puts(&yaml, "incentives:\n");
    if (incentives) put_entries(&yaml, incentives, "  ", "");
    buf_char(&yaml, '\0');
    path_in(test, "program.yaml", path);
    write_file(path, yaml.ptr);
    buf_release(&yaml);
    test->program = program_load(test->folder, &options, &test->arena, &test->problems);
    bool good = test->program && ruleset_bind(&test->rules, test->program, NULL, &test->arena, &test->problems);
    keep_problems(test);
    return good;
}

void lua_program_open(struct lua_program *test)
{
    bool loaded = dataset_load(&test->data, test->program->tables, test->program->table_count, 1, &test->problems, NULL);
    keep_problems(test);
    if (!loaded) fail_msg("%s", test->said);
    test->host = host_open(&test->rules, &test->data, test->lines);
    assert_non_null(test->host);
    assert_true(card_init(&test->card, test->program, &test->arena));
}

static void note(struct lua_program *test, size_t metric, const struct outcome *out)
{
    static const enum measure_state states[] = {MEASURE_VALUE, MEASURE_NO_DATA, MEASURE_FAILED};
    double value = out->state == OUTCOME_VALUE ? out->value : 0;
    test->measures[metric] = (struct measure){.value = value, .state = (uint8_t)states[out->state]};
    test->card.metrics[metric].state = states[out->state];
    test->card.metrics[metric].value = value;
}

struct outcome lua_program_measure(struct lua_program *test, size_t partner, const char *metric)
{
    struct outcome out = {0};
    host_partner(test->host, partner);
    for (size_t i = 0; i < test->rules.order_count; i++) {
        size_t index = test->rules.order[i];
        host_measure(test->host, index, test->measures, &out);
        note(test, index, &out);
        if (strcmp(test->program->metrics[index].name, metric) == 0) return out;
    }
    fail_msg("no metric %s", metric);
    return out;
}

struct outcome lua_program_award(struct lua_program *test, size_t partner, const char *incentive)
{
    struct outcome out = {0};
    for (size_t i = 0; i < test->rules.order_count; i++)
        lua_program_measure(test, partner, test->program->metrics[test->rules.order[i]].name);
    for (size_t i = 0; i < test->program->incentive_count; i++) {
        if (strcmp(test->program->incentives[i].name, incentive) != 0) continue;
        host_award(test->host, i, &test->card, &out);
        return out;
    }
    fail_msg("no incentive %s", incentive);
    return out;
}

/* Of the metric "m" with this body. */
static struct outcome measure_body(struct lua_program *test, size_t partner, const char *body)
{
    char source[4096];
    snprintf(source, sizeof source,
             "return metric { reads = { partners = { 'region', 'active', 'joined_on', 'seats' }, deals = { 'closed_on', 'stage', 'amount', "
             "'discount_pct', 'hours', 'product', 'registered' } },\n"
             "value = function(partner, p, metrics) local deals = partner.deals\n%s\nend }\n",
             body);
    lua_program_plugin(test, "metrics/m", source);
    if (!lua_program_bind(test, "m: {plugin: metrics/m}", NULL, NULL)) fail_msg("%s", test->said);
    lua_program_open(test);
    return lua_program_measure(test, partner, "m");
}

struct row_count lua_program_rows(struct lua_program *test, size_t partner, const char *body)
{
    struct outcome out = measure_body(test, partner, body);
    if (out.state == OUTCOME_FAILED) fail_msg("%.*s", TEXT_ARG(out.failure));
    return out.rows;
}

const char *lua_program_eval(struct lua_program *test, size_t partner, const char *body)
{
    char number[NUMBER_TEXT_MAX];
    struct outcome out = measure_body(test, partner, body);
    number_format(out.value, number);
    if (out.state == OUTCOME_FAILED)
        snprintf(test->said, sizeof test->said, "%.*s", TEXT_ARG(out.failure));
    else
        snprintf(test->said, sizeof test->said, "%s%s%.*s%s", out.state == OUTCOME_VALUE ? number : "nil", out.reason.len ? " (" : "",
                 TEXT_ARG(out.reason), out.reason.len ? ")" : "");
    return test->said;
}
