/* Finding plugins and reading their manifests: what is accepted, and what is said about the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include <unistd.h>

#include "lua/frames.h"

#include "lua_program.h"

static struct lua_program test;

static int setup(void **state)
{
    (void)state;
    lua_program_init(&test);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    lua_program_release(&test);
    return 0;
}

/* Binds one metric of one plugin. */
static bool bind(const char *source)
{
    lua_program_plugin(&test, "metrics/m", source);
    return lua_program_bind(&test, "m: {plugin: metrics/m}", NULL, NULL);
}

static void expect_said(const char *source, const char *said)
{
    assert_false(bind(source));
    if (strcmp(test.said, said) != 0) fail_msg("%s\nsaid\n%s\nexpected\n%s", source, test.said, said);
}

static void a_manifest_is_read_whole(void **state)
{
    (void)state;
    assert_true(
        bind("local x = 1\n--- Won revenue.\n---\n---   More.\n\n-- A helper.\n--- Twice.\nlocal function twice(n) return 2 * n end\n"
             "return metric {\n"
             "  unit = 'money', block = 'governance', reads = { deals = { 'stage', 'amount' } }, needs = {},\n"
             "  params = { b = { type = 'window', default = 'ytd', help = 'when' },\n"
             "             a = { type = 'number', default = 2.5, min = 1, max = 1e9 },\n"
             "             c = { type = 'list', item = 'text', default = { 'x', 'y' } },\n"
             "             d = { type = 'bands', default = { [0] = 0, [100000] = '1%' } },\n"
             "             e = { type = 'text', one_of = { 'on', 'off' }, default = 'on' },\n"
             "             f = { type = 'yes/no', optional = true } },\n"
             "  value = function() return x end,\n}\n--- Not of it.\n"));
    const struct plugin *plugin = test.rules.plugins[0];
    assert_int_equal(plugin->kind, PLUGIN_METRIC);
    assert_string_equal(plugin->name, "metrics/m");
    assert_string_equal(plugin->doc, "Won revenue.\n\n  More.");
    assert_string_equal(plugin->unit, "money");
    assert_string_equal(plugin->block, "governance");
    assert_int_equal(plugin->read_count, 1);
    assert_string_equal(plugin->reads[0].columns[1], "amount");
    assert_int_equal(plugin->param_count, 6);
    assert_string_equal(plugin->params[0].name, "a");
    assert_true(plugin->params[0].has_min && plugin->params[0].min == 1 && plugin->params[0].max == 1e9);
    assert_string_equal(plugin->params[0].standard->scalar.ptr, "2.5");
    assert_string_equal(plugin->params[1].help, "when");
    assert_int_equal(plugin->params[2].standard->kind, NODE_LIST);
    assert_string_equal(plugin->params[3].standard->keys[1].ptr, "100000");
    assert_string_equal(plugin->params[4].choices[1], "off");
    assert_true(plugin->params[5].optional && !plugin->params[5].standard);
    assert_int_equal(strlen(plugin->digest), 64);
}

/* As sha256sum prints it. */
static void the_digest_is_of_the_file(void **state)
{
    (void)state;
    assert_true(bind("return metric { value = function() return 1 end }"));
    assert_string_equal(test.rules.plugins[0]->digest, "b3390e365326a0a9ac6488dde86c7a2295aa431a1d971ad75f5589054ef32964");
}

static void mistakes_in_a_manifest_are_all_told(void **state)
{
    (void)state;
    expect_said(
        "return metric {\n  uint = 'money',\n  params = {\n    a = { type = 'nubmer', defualt = 1 },\n    b = 5,\n    c = { type = "
        "'filter' },\n"
        "  },\n  reads = 'deals',\n  block = 'govermance',\n}\n",
        "plugins/metrics/m.lua:1: the manifest has no function value [add value = function(partner, p) ... end]\n"
        "plugins/metrics/m.lua:2: unknown key \"uint\" in the manifest [did you mean unit?]\n"
        "plugins/metrics/m.lua:4: param a: type is not a known type: \"nubmer\" [did you mean number?]\n"
        "plugins/metrics/m.lua:4: param a: unknown key \"defualt\" [did you mean default?]\n"
        "plugins/metrics/m.lua:5: param b has to be a table [write b = { type = \"number\", default = 1 }]\n"
        "plugins/metrics/m.lua:6: param c does not say which table it is of [add of = \"deals\", or the name of a param of type table]\n"
        "plugins/metrics/m.lua:8: reads has to be a table of tables and their columns [write reads = { deals = { \"stage\", \"amount\" } "
        "}]\n"
        "plugins/metrics/m.lua:9: \"govermance\" is not one of the six building blocks [did you mean governance?]\n");
    expect_said("return metric { value = 5 }",
                "plugins/metrics/m.lua:1: value has to be a function [write value = function(partner, ...) ... end]\n");
    expect_said("return metric { unit = 5, needs = 'revenue', value = function() end }",
                "plugins/metrics/m.lua:1: unit has to be text [write unit = \"...\"]\n"
                "plugins/metrics/m.lua:1: needs has to be a list of texts [write needs = { \"...\", \"...\" }]\n");
}

static void a_plugin_that_does_not_load_says_why(void **state)
{
    (void)state;
    expect_said("return metric {\n  value = function() return 1\n}\n",
                "plugins/metrics/m.lua:3: the plugin metrics/m cannot be loaded: \"end\" is missing before \"}\": the \"function\" of line "
                "2 is not closed "
                "[write end where the function of line 2 stops]\n");
    expect_said("local x = nill.y\n", "plugins/metrics/m.lua:1: the plugin metrics/m cannot be loaded: nothing is called 'nill' here\n");
    expect_said("local x = roud(5)\n",
                "plugins/metrics/m.lua:1: the plugin metrics/m cannot be loaded: nothing is called 'roud' here [did you mean round?]\n");
    expect_said(
        "return 5\n",
        "plugins/metrics/m.lua:0: the plugin metrics/m cannot be loaded: metrics/m.lua has to end with return metric { ... } or return "
        "incentive { ... }\n");
    expect_said("", "plugins/metrics/m.lua:0: the plugin metrics/m cannot be loaded: metrics/m.lua has to end with return metric { ... } "
                    "or return incentive "
                    "{ ... }\n");
    expect_said("return metric { value = function() return '\xff' end, unit = '\\255' }",
                "program.yaml:17: cannot read the plugin \"metrics/m\": it is not in UTF-8; save it as UTF-8\n");
    expect_said("return metric { value = function() return 1 end, unit = '\\255' }",
                "plugins/metrics/m.lua:1: the plugin metrics/m cannot be loaded: its manifest holds text that is not UTF-8, or is nested "
                "too deeply\n");
}

/* One line of a function's body: the cure that its failure to load gets. */
static void expect_cure(const char *body, const char *cure)
{
    char source[600];
    snprintf(source, sizeof source, "return metric {\n  value = function(partner, p)\n    local a, b = 1, 2\n    %s\n  end,\n}\n", body);
    assert_false(bind(source));
    const char *said = test.problems.items[0].cure;
    if (!said || strcmp(said, cure) != 0) fail_msg("%s\nsaid\n%s\nwith the cure\n%s\nexpected\n%s", body, test.said, said, cure);
}

static void slips_of_other_languages_get_a_cure(void **state)
{
    (void)state;
    expect_cure("if a != b then return 1 end", "write ~= for \"is not\"");
    expect_cure("if a <> b then return 1 end", "write ~= for \"is not\"");
    expect_cure("if a === b then return 1 end", "write == to compare");
    expect_cure("if a = b then return 1 end", "write == to compare");
    expect_cure("a += b", "write it out: total = total + x");
    expect_cure("a++", "write it out: count = count + 1");
    expect_cure("if a && b then return 1 end", "write and");
    expect_cure("if a || b then return 1 end", "write or");
    expect_cure("if !a then return 1 end", "write not");
    expect_cure("return a ? 1 : 2", "write condition and this or that");
    expect_cure("if a > 1 return 1 end", "write then behind the condition: if x > 1 then ... end");
    expect_cure("for i = 1, 3 a = i end", "write do behind the loop's head: for i = 1, 3 do ... end");
    expect_cure("return \"won", "close the text with the same kind of quote on the same line");
    expect_cure("return { 1 2 }", "put a comma between the entries, and } behind the last one");
    expect_cure("a = b; // why", "comments begin with --");
    expect_cure("if a > 1 then\n return 1\n else if b > 1 then\n return 2\n end", "write elseif in one word in line 6");
    expect_cure("if a > 1 then return 1", "write end where each function, if, for and while stops: one is missing above");
}

/* A symbol in a text or comment is no slip, and where nothing is known nothing is said. */
static void a_cure_is_not_guessed(void **state)
{
    (void)state;
    assert_false(bind("return metric {\n  value = function() return '!=' 5 end -- a && b\n}\n"));
    assert_null(test.problems.items[0].cure);
    expect_said("return metric { value = null }",
                "plugins/metrics/m.lua:1: the plugin metrics/m cannot be loaded: null is not offered to plugins: write nil\n");
}

static void names_stay_in_their_folder(void **state)
{
    char command[300];
    (void)state;
    lua_program_plugin(&test, "metrics/revenue", "return metric { value = function() return 1 end }");
    snprintf(command, sizeof command, "ln -s /etc/hostname %s/plugins/metrics/link.lua; mkfifo %s/plugins/metrics/fifo.lua", test.folder,
             test.folder);
    assert_int_equal(system(command), 0);
    assert_false(
        lua_program_bind(&test,
                         "a: {plugin: metrics/revenu}\nb: {plugin: ../etc/x}\nc: {plugin: /etc/x}\nd: {plugin: metrics/revenue.lua}\n"
                         "e: {plugin: metrics/link}\nf: {plugin: metrics/fifo}\ng: {plugin: metrics//x}\nh: {plugin: metrics/..}",
                         NULL, NULL));
    assert_string_equal(
        test.said,
        "program.yaml:17: there is no plugin \"metrics/revenu\" [did you mean metrics/revenue?]\n"
        "program.yaml:18: this is not the name of a plugin: \"../etc/x\" [write it relative to the plugins folder, such as "
        "metrics/revenue]\n"
        "program.yaml:19: this is not the name of a plugin: \"/etc/x\" [write it relative to the plugins folder, such as metrics/revenue]\n"
        "program.yaml:20: there is no plugin \"metrics/revenue.lua\" [write metrics/revenue, without .lua]\n"
        "program.yaml:21: this plugin is a link that leaves its folder: \"metrics/link\" [put the file itself there]\n"
        "program.yaml:22: cannot read the plugin \"metrics/fifo\": it is not a regular file\n"
        "program.yaml:23: this is not the name of a plugin: \"metrics//x\" [write it relative to the plugins folder, such as "
        "metrics/revenue]\n"
        "program.yaml:24: this is not the name of a plugin: \"metrics/..\" [write it relative to the plugins folder, such as "
        "metrics/revenue]\n");
}

static void a_plugin_is_found_without_its_folder(void **state)
{
    (void)state;
    lua_program_plugin(&test, "metrics/recency", "return metric { value = function() return 1 end }");
    lua_program_plugin(&test, "incentives/bonus", "return incentive { award = function() end }");
    assert_false(
        lua_program_bind(&test, "a: {plugin: recency}\nb: {plugin: metric/recencey}\nc: {plugin: other}", "x: {plugin: bonus}", NULL));
    char expected[600];
    snprintf(expected, sizeof expected,
             "program.yaml:17: there is no plugin \"recency\" [did you mean metrics/recency?]\n"
             "program.yaml:18: there is no plugin \"metric/recencey\" [did you mean metrics/recency?]\n"
             "program.yaml:19: there is no plugin \"other\" [write it to %s/plugins/other.lua]\n"
             "program.yaml:24: there is no plugin \"bonus\" [did you mean incentives/bonus?]\n",
             test.folder);
    assert_string_equal(test.said, expected);
}

/* One that hangs without spending instructions could not be told by a count: the clock does, and the others load. */
static void a_slow_plugin_does_not_hold_up_the_others(void **state)
{
    (void)state;
    lua_program_plugin(&test, "metrics/a", "while true do end");
    lua_program_plugin(&test, "metrics/b", "return metric { unit = 5, value = function() return 1 end }");
    assert_false(
        lua_program_bind(&test, "a: {plugin: metrics/a}\nb: {plugin: metrics/b}", NULL, "{instructions: 1000000000000, seconds: 1}"));
    assert_string_equal(
        test.said,
        "plugins/metrics/a.lua:0: the plugin metrics/a cannot be loaded: took too long to load: its top level has to end within the time "
        "limit (limits: {seconds: ...})\n"
        "plugins/metrics/b.lua:1: unit has to be text [write unit = \"...\"]\n");
}

/* ---- frames: bytes that an enemy may have written */

static void frames_survive_any_bytes(void **state)
{
    struct buf frame = {0};
    const struct limits limits = {.instructions = 1000000, .memory = 1 << 24, .seconds = 1};
    (void)state;
    assert_true(frame_make(
        "metrics/m", text_of("return metric { params = { a = { type = 'list', default = { 1, 'x', {} } } }, value = function() end }"),
        &limits, &frame));
    struct text payload = {frame.ptr + sizeof(struct frame_head), frame.len - sizeof(struct frame_head)};
    assert_non_null(frame_read(payload, (struct place){0}, &test.arena));
    for (size_t len = 0; len < payload.len; len++) assert_null(frame_read((struct text){payload.ptr, len}, (struct place){0}, &test.arena));
    uint32_t seed = 7;
    char *bytes = frame.ptr + sizeof(struct frame_head);
    for (int round = 0; round < 20000; round++) {
        seed = seed * 1664525U + 1013904223U;
        size_t at = (seed >> 8) % payload.len;
        char before = bytes[at];
        bytes[at] = (char)(seed >> 24);
        (void)frame_read(payload, (struct place){0}, &test.arena);
        bytes[at] = before;
    }
    buf_release(&frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_manifest_is_read_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(the_digest_is_of_the_file, setup, teardown),
        cmocka_unit_test_setup_teardown(mistakes_in_a_manifest_are_all_told, setup, teardown),
        cmocka_unit_test_setup_teardown(a_plugin_that_does_not_load_says_why, setup, teardown),
        cmocka_unit_test_setup_teardown(slips_of_other_languages_get_a_cure, setup, teardown),
        cmocka_unit_test_setup_teardown(a_cure_is_not_guessed, setup, teardown),
        cmocka_unit_test_setup_teardown(a_plugin_is_found_without_its_folder, setup, teardown),
        cmocka_unit_test_setup_teardown(names_stay_in_their_folder, setup, teardown),
        cmocka_unit_test_setup_teardown(a_slow_plugin_does_not_hold_up_the_others, setup, teardown),
        cmocka_unit_test_setup_teardown(frames_survive_any_bytes, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
