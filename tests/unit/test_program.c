/* program.yaml as structs: what a program becomes, and what is said of a broken one.
 *
 * tests/unit/program/broken.txt holds the broken ones: after "== name", lines of tests/unit/program/base/program.yaml to replace ("- "),
 * what to put there ("+ "), and all that must be reported ("none": nothing). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "program/descriptor.h"
#include "program/program.h"

struct bench {
    struct arena arena;
    struct problems problems;
    struct program *program;
    struct buf said;
    char folder[64]; /* a folder of its own, with a folder p in it */
};

static struct text file_text(struct arena *arena, const char *path)
{
    struct buf bytes = {0};
    FILE *file = fopen(path, "rb");
    if (!file) fail_msg("cannot open %s: run from the top of the tree", path);
    for (char *room; (room = buf_room(&bytes, 65536)) != NULL;) {
        size_t got = fread(room, 1, 65536, file);
        bytes.len += got;
        if (got == 0) break;
    }
    fclose(file);
    struct text text = arena_text(arena, buf_view(&bytes));
    buf_release(&bytes);
    return text;
}

static const char *inside(struct bench *bench, const char *name)
{
    return arena_printf(&bench->arena, "%s/%s", bench->folder, name);
}

static void write_file(struct bench *bench, const char *name, struct text text)
{
    FILE *file = fopen(inside(bench, name), "wb");
    assert_non_null(file);
    fwrite(text.ptr, 1, text.len, file);
    fclose(file);
}

static int setup(void **state)
{
    static struct bench bench;
    bench = (struct bench){.folder = "/tmp/rung-program-XXXXXX"};
    if (!mkdtemp(bench.folder)) return -1;
    *state = &bench;
    return mkdir(inside(&bench, "p"), 0700);
}

static int teardown(void **state)
{
    struct bench *bench = *state;
    static const char *const leftovers[] = {"p/program.yaml", "p/program.yml", "p/out.csv", "p/v1.yaml", "p/v2.yaml", "out.csv"};
    for (size_t i = 0; i < sizeof leftovers / sizeof *leftovers; i++) unlink(inside(bench, leftovers[i]));
    rmdir(inside(bench, "p"));
    rmdir(bench->folder);
    arena_release(&bench->arena);
    problems_release(&bench->problems);
    buf_release(&bench->said);
    return 0;
}

/* The problems so far as the terminal shows them, with the scratch folder's name taken out. */
static const char *said(struct bench *bench)
{
    buf_clear(&bench->said);
    for (size_t i = 0; i < bench->problems.count; i++) problem_format(&bench->problems.items[i], false, &bench->said);
    buf_char(&bench->said, '\0');
    for (char *at; (at = strstr(bench->said.ptr, bench->folder)) != NULL;)
        memmove(at, at + strlen(bench->folder) + 1, strlen(at + strlen(bench->folder)));
    return bench->said.ptr;
}

static void load(struct bench *bench, const char *folder, const struct program_options *options)
{
    problems_release(&bench->problems);
    bench->problems = (struct problems){0};
    bench->program = program_load(folder, options, &bench->arena, &bench->problems);
}

static void load_text(struct bench *bench, const char *yaml)
{
    write_file(bench, "p/program.yaml", text_of(yaml));
    load(bench, inside(bench, "p"), NULL);
}

static void load_base(struct bench *bench)
{
    load(bench, "tests/unit/program/base", NULL);
    if (!bench->program) fail_msg("%s", said(bench));
}

/* ---- broken programs */

struct script {
    struct text rest;
};

static bool next_line(struct script *script, struct text *line)
{
    if (script->rest.len == 0) return false;
    const char *end = memchr(script->rest.ptr, '\n', script->rest.len);
    size_t length = end ? (size_t)(end - script->rest.ptr) : script->rest.len;
    *line = (struct text){script->rest.ptr, length};
    size_t used = length + (end != NULL);
    script->rest = (struct text){script->rest.ptr + used, script->rest.len - used};
    return true;
}

static bool begins(struct text line, const char *with)
{
    return line.len >= strlen(with) && memcmp(line.ptr, with, strlen(with)) == 0;
}

static void put_line(struct buf *buf, struct text line)
{
    buf_text(buf, line);
    buf_char(buf, '\n');
}

/* Replaces the first occurrence of `old`, which must be there. */
static void replace(struct buf *text, const struct buf *old, const struct buf *new, const char *name)
{
    struct buf result = {0};
    char *at = old->len ? memmem(text->ptr, text->len, old->ptr, old->len) : NULL;
    if (!at) fail_msg("%s: the base program has no such line", name);
    buf_put(&result, text->ptr, (size_t)(at - text->ptr));
    if (new->len) buf_put(&result, new->ptr, new->len);
    buf_put(&result, at + old->len, text->len - (size_t)(at - text->ptr) - old->len);
    buf_release(text);
    *text = result;
}

struct broken {
    struct buf yaml, old, new, expected;
};

static void apply(struct broken *broken, const char *name)
{
    if (broken->old.len > 0) replace(&broken->yaml, &broken->old, &broken->new, name);
    buf_clear(&broken->old);
    buf_clear(&broken->new);
}

/* Reads one case; the lines of an edit end where the next one begins. */
static void read_case(struct script *script, struct broken *broken, const char *name)
{
    struct text line;
    while (script->rest.len > 0 && !begins(script->rest, "== ") && next_line(script, &line)) {
        if (begins(line, "- ")) {
            if (broken->new.len > 0) apply(broken, name);
            put_line(&broken->old, (struct text){line.ptr + 2, line.len - 2});
        } else if (begins(line, "+ ")) {
            put_line(&broken->new, (struct text){line.ptr + 2, line.len - 2});
        } else if (line.len > 0 && !text_is(line, "none")) {
            put_line(&broken->expected, line);
        }
    }
    apply(broken, name);
    buf_char(&broken->expected, '\0');
}

static bool run_case(struct bench *bench, struct broken *broken, const char *name)
{
    write_file(bench, "p/program.yaml", buf_view(&broken->yaml));
    load(bench, inside(bench, "p"), NULL);
    bool same = strcmp(said(bench), broken->expected.ptr) == 0;
    bool refused = (bench->program == NULL) == (bench->problems.errors > 0);
    if (!same) print_error("%s: expected\n%ssaid\n%s\n", name, broken->expected.ptr, bench->said.ptr);
    return same && refused;
}

static void release_case(struct broken *broken)
{
    buf_release(&broken->yaml);
    buf_release(&broken->old);
    buf_release(&broken->new);
    buf_release(&broken->expected);
}

static void broken_programs_are_explained(void **state)
{
    struct bench *bench = *state;
    struct text base = file_text(&bench->arena, "tests/unit/program/base/program.yaml"), line;
    struct script script = {file_text(&bench->arena, "tests/unit/program/broken.txt")};
    size_t count = 0, wrong = 0;
    while (next_line(&script, &line)) {
        if (!begins(line, "== ")) continue;
        const char *name = arena_string(&bench->arena, (struct text){line.ptr + 3, line.len - 3});
        struct broken broken = {0};
        buf_text(&broken.yaml, base);
        read_case(&script, &broken, name);
        wrong += !run_case(bench, &broken, name);
        release_case(&broken);
        count++;
    }
    assert_int_equal(wrong, 0);
    assert_true(count >= 100);
}

/* ---- a good program */

static const struct column_spec *partner_column(const struct program *program, const char *name)
{
    for (size_t c = 0; c < program->tables[0].column_count; c++)
        if (strcmp(program->tables[0].columns[c].name, name) == 0) return &program->tables[0].columns[c];
    fail_msg("no column %s", name);
    return NULL;
}

static void tables_become_specs(void **state)
{
    struct bench *bench = *state;
    load_base(bench);
    const struct program *program = bench->program;
    const struct table_spec *partners = &program->tables[0], *deals = &program->tables[1], *waivers = &program->tables[2];
    assert_int_equal(program->table_count, 3);
    assert_int_equal(program->waivers, 2);
    assert_string_equal(partners->path, "tests/unit/program/base/tables/partners.csv");
    assert_string_equal(partners->columns[partners->key].name, "partner_id"); /* not declared: added as text */
    assert_string_equal(partners->columns[program->name_column].name, "name");
    assert_int_equal(deals->delimiter, ';');
    assert_int_equal(deals->decimal, 0); /* not declared */
    assert_string_equal(deals->columns[2].header, "Amount (EUR)");
    assert_int_equal(deals->columns[2].type, COLUMN_MONEY);
    assert_int_equal(deals->columns[0].allowed_count, 2);
    assert_string_equal(deals->columns[deals->key].name, "partner_id");
    assert_int_equal(waivers->column_count, 7);
    assert_true(waivers->columns[3].required); /* approver */
}

static void columns_that_the_program_reads_are_wanted(void **state)
{
    struct bench *bench = *state;
    load_base(bench);
    static const char *const wanted[] = {"partner_id", "name", "region", "type", "seats", "last_tier", "periods_below"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) assert_true(partner_column(bench->program, wanted[i])->wanted);
    assert_false(partner_column(bench->program, "joined_on")->wanted);
    assert_false(partner_column(bench->program, "strategic")->wanted);
    assert_false(bench->program->tables[1].columns[0].wanted); /* deals.stage: only a plugin reads it */
}

/* The third fiscal quarter of a year that begins in April 2025 and is called 2026. */
static void the_period_follows_the_fiscal_year(void **state)
{
    struct bench *bench = *state;
    load_base(bench);
    assert_int_equal(bench->program->period.from, date_from_civil(2025, 10, 1));
    assert_int_equal(bench->program->period.to, date_from_civil(2025, 12, 31));
    load(bench, "tests/unit/program/base", &(struct program_options){.period = "2026-02"});
    assert_int_equal(bench->program->period.to, date_from_civil(2026, 2, 28));
    assert_string_equal(bench->program->period_text, "2026-02");
}

static void a_track_takes_over_what_it_does_not_say(void **state)
{
    struct bench *bench = *state;
    load_base(bench);
    const struct program *program = bench->program;
    const struct scorecard *main_card = &program->scorecards[0];
    assert_int_equal(main_card->track_count, 2);
    assert_int_equal(program->metric_count, 7);
    int large = program_metric(program, 0, 0, text_of("revenue")), small = program_metric(program, 0, 1, text_of("revenue"));
    assert_true(setting_number(&program->metrics[large].weight, NULL, 0) == 30);
    assert_true(setting_number(&program->metrics[small].weight, NULL, 0) == 15);
    assert_true(text_is(node_get(program->metrics[large].params, "window")->scalar, "ytd"));
    assert_true(text_is(node_get(program->metrics[large].params, "table")->scalar, "deals"));
    assert_null(node_get(program->metrics[small].params, "window"));
    assert_int_equal(program->metrics[large].points.count, 3);
    assert_int_equal(program_metric(program, 0, 0, text_of("usage")), -1);
    assert_int_equal(program->metrics[program_metric(program, 0, 1, text_of("standing"))].cohort.of, small);
}

static void a_scorecard_like_another_differs_where_it_says_so(void **state)
{
    struct bench *bench = *state;
    load_text(bench, "program: P\nperiod: 2026\ntables: {partners: {file: p.csv, key: id, columns: {n: number, m: number, last: text}}}\n"
                     "scorecards:\n"
                     "  one:\n"
                     "    title: One\n"
                     "    prior: last\n"
                     "    score: {method: sum}\n"
                     "    metrics:\n"
                     "      a: {plugin: metrics/attribute, params: {column: n, by: months}, block: culture, points: {per_unit: 4}}\n"
                     "    tiers: {gold: {score: 70}}\n"
                     "  two: {like: one, metrics: {a: {params: {column: m}}, b: {plugin: metrics/x, block: culture, points: value}}}\n"
                     "  three: {like: two, title: Three, tiers: {silver: {score: 10}}}\n");
    if (!bench->program) fail_msg("%s", said(bench));
    const struct scorecard *one = &bench->program->scorecards[0], *two = one + 1, *three = one + 2;
    assert_int_equal(two->method, SCORE_SUM);
    assert_string_equal(two->title, "two");
    assert_true(one->prior >= 0 && two->prior < 0);
    assert_string_equal(two->tiers[0].name, "gold");
    assert_int_equal(two->tracks[0].metric_count, 2);
    const struct metric *a = &bench->program->metrics[two->tracks[0].first_metric];
    assert_true(text_is(node_get(a->params, "column")->scalar, "m"));
    assert_true(text_is(node_get(a->params, "by")->scalar, "months"));
    assert_int_equal(a->points.kind, POINTS_PER_UNIT);
    assert_int_equal(three->tracks[0].metric_count, 2);
    assert_int_equal(three->tier_count, 1);
    assert_string_equal(three->tiers[0].name, "silver");
}

static void settings_are_exact_and_differ_by_partner(void **state)
{
    struct bench *bench = *state;
    load_base(bench);
    const struct program *program = bench->program;
    const struct tier *gold = &program->scorecards[0].tiers[0];
    struct value attributes[16] = {0};
    struct decimal exact;
    assert_true(setting_decimal(&gold->margin, NULL, &exact));
    assert_int_equal(decimal_compare(exact, decimal_of(15, 2)), 0);
    attributes[gold->score.attribute] = (struct value){.kind = VALUE_TEXT, .text = text_of("amer")};
    assert_true(setting_number(&gold->score, attributes, 0) == 70);
    attributes[gold->score.attribute].text = text_of("emea");
    assert_true(setting_number(&gold->score, attributes, 0) == 60);
    attributes[gold->score.attribute] = (struct value){.kind = VALUE_NONE};
    assert_true(setting_number(&gold->score, attributes, 0) == 60);
    const struct setting *weight = &program->metrics[1].weight;
    assert_false(weight->cases[0].has_exact);
    assert_true(setting_number(weight, NULL, 0) == 40.0 / 6.0);
    assert_true(setting_number(&program->scorecards[1].tiers[0].score, attributes, -1) == -1);
}

static void bands_keep_their_edges(void **state)
{
    struct bench *bench = *state;
    load_base(bench);
    const struct points_rule *points = &bench->program->metrics[1].points;
    assert_int_equal(points->kind, POINTS_BANDS);
    assert_false(points->bands[0].low.given);
    assert_true(points->bands[0].high_open);
    assert_false(points->bands[1].low_open);
    assert_false(points->bands[1].high_open);
    assert_true(points->bands[2].low_open);
    assert_false(points->bands[2].high.given);
}

static void tiers_that_others_name_come_first(void **state)
{
    struct bench *bench = *state;
    load_base(bench);
    assert_int_equal(bench->program->tier_order[0], 0);
    assert_int_equal(bench->program->tier_order[1], 1);
    const struct expr *require = bench->program->scorecards[1].tiers[0].require;
    const struct name *usage = &bench->program->names[require->args[0]->args[0]->slot];
    const struct name *tier = &bench->program->names[require->args[1]->args[0]->slot];
    assert_int_equal(usage->kind, NAME_VALUE);
    assert_int_equal(usage->scorecard, 1);
    assert_string_equal(usage->metric, "usage");
    assert_int_equal(tier->kind, NAME_TIER);
    assert_int_equal(tier->scorecard, 0);
}

static void what_is_not_said_has_its_default(void **state)
{
    struct bench *bench = *state;
    load_base(bench);
    const struct program *program = bench->program;
    assert_int_equal(program->limits.memory, 16777216);
    assert_int_equal(program->scorecards[0].round, 6);
    assert_int_equal(program->scorecards[0].method, SCORE_MEAN);
    assert_int_equal(program->metrics[1].missing.kind, INSTEAD_ZERO);
    assert_int_equal(program->metrics[1].round, -1);
    assert_int_equal(program->metrics[1].objective, -1);
    assert_int_equal(program->margin.rounding, ROUND_HALF_UP);
    assert_int_equal(program->margin.places, 2);
    assert_int_equal(program->margin.rate_places, -1);
    assert_int_equal(program->movement.demote.pace, MOVE_AFTER);
    assert_int_equal(program->movement.demote.after, 2);
    assert_string_equal(program->objectives[1].title, "Customers can rely on partners");
}

/* ---- dates */

static const char dated[] = "program: P\n"
                            "period: 2026-Q3\n"
                            "tables:\n"
                            "  partners: {file: p.csv, key: id, columns: {}}\n"
                            "scorecards:\n"
                            "  main:\n"
                            "    metrics:\n"
                            "      a: {plugin: metrics/a, block: culture, points: value, weight: 1}\n"
                            "      b:\n"
                            "        - {until: 2026-09-29, plugin: metrics/b, block: culture, points: value, weight: 2}\n"
                            "        - {from: 2026-09-30, until: 2026-12-31, plugin: metrics/b, block: culture, points: value, weight: 3}\n"
                            "      c: {plugin: metrics/c, block: culture, points: value, until: 2026-12-31}\n"
                            "    tiers:\n"
                            "      gold: {require: c > 1}\n"
                            "      base: {}\n";

static void the_version_in_force_is_taken(void **state)
{
    struct bench *bench = *state;
    load_text(bench, dated);
    assert_non_null(bench->program);
    assert_true(setting_number(&bench->program->metrics[1].weight, NULL, 0) == 3);
    load(bench, inside(bench, "p"), &(struct program_options){.period = "2026-Q2"});
    assert_true(setting_number(&bench->program->metrics[1].weight, NULL, 0) == 2);
    load(bench, inside(bench, "p"), &(struct program_options){.period = "2027"});
    assert_null(bench->program);
    assert_string_equal(said(bench), "p/program.yaml:14:23: error: unknown name \"c\"\n"
                                     "   14 |       gold: {require: c > 1}\n"
                                     "      |                       ^\n"
                                     "   cure: c is not in force then: extend its dates, or limit this entry to them\n");
}

/* Salesforce: no demotion within the fiscal year; Dell 2013: status kept until 2 August, then the program's own way. */
static const char moving[] = "program: P\n"
                             "period: 2013-Q2\n"
                             "tables:\n"
                             "  partners: {file: p.csv, key: id, columns: {last: text, old: text, older: text}}\n"
                             "scorecards:\n"
                             "  main:\n"
                             "    prior: last\n"
                             "    movement: {until: 2013-08-02, demote: never, at_least: [old, older]}\n"
                             "    metrics: {a: {plugin: metrics/a, block: culture, points: value}}\n"
                             "    tiers: {gold: {score: 5}, base: {}}\n"
                             "  other:\n"
                             "    prior: last\n"
                             "    metrics: {b: {plugin: metrics/a, block: culture, points: value}}\n"
                             "    tiers: {gold: {score: 5}, base: {}}\n"
                             "movement: {promote: pending, promote_in: [Mar, june, 9, December], demote_in: january}\n";

static void a_scorecard_has_its_own_movement_or_the_programs(void **state)
{
    struct bench *bench = *state;
    load_text(bench, moving);
    const struct program *program = bench->program;
    assert_ptr_equal(program->scorecards[1].movement, &program->movement);
    assert_int_equal(program->movement.promote.pace, MOVE_PENDING);
    assert_false(program->movement.promote.closed);
    assert_true(program->movement.demote.closed);
    const struct movement *own = program->scorecards[0].movement;
    assert_int_equal(own->promote.pace, MOVE_AT_ONCE);
    assert_int_equal(own->demote.pace, MOVE_NEVER);
    assert_false(own->demote.closed);
    assert_int_equal(own->at_least_count, 2);
    assert_string_equal(program->tables[0].columns[own->at_least[1]].name, "older");
    load(bench, inside(bench, "p"), &(struct program_options){.period = "2013-10"});
    assert_ptr_equal(bench->program->scorecards[0].movement, &bench->program->movement);
    assert_true(bench->program->movement.promote.closed);
    load(bench, inside(bench, "p"), &(struct program_options){.period = "2014-01"});
    assert_false(bench->program->movement.demote.closed);
}

static void a_check_looks_at_every_day_of_change(void **state)
{
    struct bench *bench = *state;
    load_text(bench, dated);
    assert_false(program_check(inside(bench, "p"), NULL, NULL, &bench->arena, &bench->problems));
    assert_int_equal(bench->problems.errors, 1);
    assert_string_equal(bench->problems.items[0].what, "unknown name \"c\"");
    assert_string_equal(bench->problems.items[0].detail, "this holds on 2027-01-01");
    assert_true(program_check("tests/unit/program/base", NULL, NULL, &bench->arena, &bench->problems));
}

/* ---- versions of the whole program */

static void write_versions(struct bench *bench, const char *first)
{
    write_file(bench, "p/v1.yaml", text_of(first));
    write_file(bench, "p/v2.yaml", text_of(dated + strlen("program: P\nperiod: 2026-Q3\n")));
    load_text(bench, "program: P\ncurrency: EUR\nperiod: 2026-Q3\nversions:\n"
                     "  - {until: 2025-12-31, file: v1.yaml}\n  - {from: 2026-01-01, until: 2026-12-31, file: v2.yaml}\n");
}

static void the_file_in_force_is_the_program(void **state)
{
    struct bench *bench = *state;
    write_versions(bench, "currency: USD\ntables: {partners: {file: p.csv, key: id, columns: {}}}\nscorecards: {old: {metrics: "
                          "{a: {plugin: metrics/a, block: culture, points: value}}}}\n");
    assert_non_null(bench->program);
    assert_string_equal(bench->program->scorecards[0].name, "main");
    assert_string_equal(bench->program->currency, "EUR"); /* of program.yaml: the file has none */
    assert_string_equal(bench->program->source.path, inside(bench, "p/v2.yaml"));
    assert_string_equal(bench->program->source.beside->path, inside(bench, "p/program.yaml"));
    load(bench, inside(bench, "p"), &(struct program_options){.period = "2025-Q4"});
    assert_string_equal(bench->program->scorecards[0].name, "old");
    assert_string_equal(bench->program->currency, "USD");
    assert_true(program_check(inside(bench, "p"), NULL, NULL, &bench->arena, &bench->problems));
}

/* Lines and carets are those of the file in which the mistake is, also within conditions. */
static void mistakes_of_all_versions_are_found(void **state)
{
    struct bench *bench = *state;
    write_versions(bench, "period: 2025\ntables: {partners: {file: p.csv, key: id, columns: {}}}\nscorecards: {old: {metrics: "
                          "{a: {plugin: metrics/a, block: culture, points: value, applies: partner.ib == 1}}}}\n");
    assert_non_null(bench->program);
    assert_false(program_check(inside(bench, "p"), NULL, NULL, &bench->arena, &bench->problems));
    assert_string_equal(said(bench), "p/v1.yaml:1:1: error: period can stand in program.yaml only, not in the file of a version\n"
                                     "   1 | period: 2025\n"
                                     "     | ^~~~~~\n"
                                     "   cure: move it there, or take it away\n"
                                     "   this holds on 2025-12-31\n"
                                     "p/v1.yaml:3:93: error: unknown name \"partner.ib\"\n"
                                     "   3 | scorecards: {old: {metrics: {a: {plugin: metrics/a, block: culture, points: value, applies: "
                                     "partner.ib == 1}}}}\n"
                                     "     |                                                                                             "
                                     "^~~~~~~~~~\n"
                                     "   cure: did you mean partner.id?\n"
                                     "   this holds on 2025-12-31\n");
}

/* Days that only show once a file is looked at, more than there was room for. */
static void a_file_may_bring_many_days_of_change(void **state)
{
    struct bench *bench = *state;
    char text[8192] = "objectives:\n  o:\n";
    for (int day = 1; day <= 60; day++) {
        char date[DATE_TEXT_MAX], *end = text + strlen(text);
        date_format(date_from_civil(2024, 1, 1) + day, date);
        snprintf(end, sizeof text - (size_t)(end - text), "    - {from: %s, until: %s, title: T}\n", date, date);
    }
    write_versions(bench, text);
    assert_false(program_check(inside(bench, "p"), NULL, NULL, &bench->arena, &bench->problems));
    assert_string_equal(bench->problems.items[0].what, "a program needs the key tables");
    assert_string_equal(bench->problems.items[0].detail, "this holds on 2025-12-31");
}

static void a_version_that_is_no_mapping_is_told(void **state)
{
    struct bench *bench = *state;
    write_versions(bench, "- tables\n");
    assert_false(program_check(inside(bench, "p"), NULL, NULL, &bench->arena, &bench->problems));
    assert_string_equal(said(bench), "p/v1.yaml:1:1: error: a program is a mapping, not a list\n"
                                     "   1 | - tables\n"
                                     "     | ^\n"
                                     "   cure: write its keys without dashes\n"
                                     "   this holds on 2025-12-31\n");
}

static void a_day_without_a_version_is_told_when_a_run_meets_it(void **state)
{
    struct bench *bench = *state;
    write_versions(bench, "");
    load(bench, inside(bench, "p"), &(struct program_options){.period = "2027"});
    assert_null(bench->program);
    assert_string_equal(said(bench), "p/program.yaml:5:3: error: no version of the program is in force on 2027-12-31, the last day of the "
                                     "period\n"
                                     "   5 |   - {until: 2025-12-31, file: v1.yaml}\n"
                                     "     |   ^\n"
                                     "   cure: run another period, or add a version; there is v1.yaml until 2025-12-31, v2.yaml "
                                     "2026-01-01 to 2026-12-31\n");
}

/* ---- folders and files */

static void folders_are_explained(void **state)
{
    struct bench *bench = *state;
    load(bench, inside(bench, "p"), NULL);
    assert_string_equal(said(bench), "p: error: this folder has no program.yaml\n   cure: give the folder that holds program.yaml\n");
    write_file(bench, "p/program.yml", text_of("program: P\n"));
    load(bench, inside(bench, "p"), NULL);
    assert_string_equal(said(bench), "p: error: this folder has no program.yaml\n   cure: rename program.yml to program.yaml\n");
    load_text(bench, "program: P\n");
    load(bench, inside(bench, "p/program.yaml"), NULL);
    assert_string_equal(said(bench), "p/program.yaml: error: this is a file, not the folder of a program\n   cure: give its folder: p\n");
    load(bench, inside(bench, "pp"), NULL);
    assert_string_equal(said(bench), "pp: error: there is no such folder\n   cure: did you mean p?\n");
    load(bench, inside(bench, "zzzzzz"), NULL);
    assert_string_equal(said(bench), "zzzzzz: error: there is no such folder\n   cure: programs found: p\n");
}

static void a_link_does_not_lead_out_of_the_folder(void **state)
{
    struct bench *bench = *state;
    char yaml[sizeof dated + 16];
    snprintf(yaml, sizeof yaml, "%s", dated);
    memcpy(strstr(yaml, "p.csv, key: id, "), "out.csv, key: i,", 16);
    write_file(bench, "out.csv", text_of("i\n"));
    assert_int_equal(symlink("../out.csv", inside(bench, "p/out.csv")), 0);
    load_text(bench, yaml);
    assert_null(bench->program);
    assert_string_equal(bench->problems.items[0].what, "the file \"out.csv\" lies outside the program's folder");
    load(bench, inside(bench, "p"),
         &(struct program_options){.data = inside(bench, "p")}); /* whoever names the folder answers for its links */
    assert_non_null(bench->program);
    assert_string_equal(bench->program->tables[0].path, inside(bench, "p/out.csv"));
}

static void a_wrong_period_of_the_command_line_is_named(void **state)
{
    struct bench *bench = *state;
    load(bench, "tests/unit/program/base", &(struct program_options){.period = "Q3"});
    assert_null(bench->program);
    assert_int_equal(bench->problems.count, 1);
    assert_string_equal(bench->problems.items[0].what, "--period: \"Q3\" is not a period");
}

/* ---- the reference page */

static void the_examples_of_the_reference_are_yaml(void **state)
{
    struct bench *bench = *state;
    struct buf page = {0};
    struct text line;
    size_t examples = 0;
    descriptor_markdown(&page);
    assert_false(page.failed);
    struct script script = {buf_view(&page)};
    while (next_line(&script, &line)) {
        if (!text_is(line, "```yaml")) continue;
        const char *begin = script.rest.ptr;
        while (next_line(&script, &line) && !text_is(line, "```")) continue;
        if (!yaml_read("reference", (struct text){begin, (size_t)(line.ptr - begin)}, &bench->arena, &bench->problems))
            fail_msg("%s", said(bench));
        examples++;
    }
    assert_true(examples >= 20);
    buf_release(&page);
}

#define with_bench(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_bench(broken_programs_are_explained),
        with_bench(tables_become_specs),
        with_bench(columns_that_the_program_reads_are_wanted),
        with_bench(the_period_follows_the_fiscal_year),
        with_bench(a_track_takes_over_what_it_does_not_say),
        with_bench(a_scorecard_like_another_differs_where_it_says_so),
        with_bench(settings_are_exact_and_differ_by_partner),
        with_bench(bands_keep_their_edges),
        with_bench(tiers_that_others_name_come_first),
        with_bench(what_is_not_said_has_its_default),
        with_bench(the_version_in_force_is_taken),
        with_bench(a_scorecard_has_its_own_movement_or_the_programs),
        with_bench(a_check_looks_at_every_day_of_change),
        with_bench(the_file_in_force_is_the_program),
        with_bench(mistakes_of_all_versions_are_found),
        with_bench(a_file_may_bring_many_days_of_change),
        with_bench(a_version_that_is_no_mapping_is_told),
        with_bench(a_day_without_a_version_is_told_when_a_run_meets_it),
        with_bench(folders_are_explained),
        with_bench(a_link_does_not_lead_out_of_the_folder),
        with_bench(a_wrong_period_of_the_command_line_is_named),
        with_bench(the_examples_of_the_reference_are_yaml),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
