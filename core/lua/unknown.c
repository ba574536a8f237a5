#include "lua/unknown.h"

#include <ctype.h>
#include <lauxlib.h>
#include <string.h>
#include <strings.h>

#include "base/suggest.h"
#include "lua/failure.h"
#include "lua/frozen.h"
#include "lua/inside.h"
#include "lua/scene.h"

struct advice {
    const char *name, *cure;
};

/* What Lua people look for and do not find here. */
static const struct advice withheld[] = {
    {"print", "use log(...), which rung trace shows, or give a reason as the second result"},
    {"require", "a plugin is one file; put helpers above return"},
    {"load", "code cannot be made at run time; write functions"},
    {"loadstring", "code cannot be made at run time; write functions"},
    {"loadfile", "a plugin is one file"},
    {"dofile", "a plugin is one file"},
    {"os", "plugins have no clock and no system; the period is p.period"},
    {"io", "plugins read tables only: declare them in reads"},
    {"debug", "it would open the sandbox"},
    {"package", "a plugin is one file"},
    {"coroutine", "write a plain loop"},
    {"setmetatable", "plain tables and functions will do"},
    {"getmetatable", "plain tables and functions will do"},
    {"rawget", "read the field directly"},
    {"rawset", "set the field directly"},
    {"rawequal", "compare with =="},
    {"rawlen", "use #"},
    {"next", "use pairs"},
    {"pcall", "a failing plugin is reported with its line; test values before using them"},
    {"xpcall", "a failing plugin is reported with its line; test values before using them"},
    {"collectgarbage", "memory is looked after"},
    {"utf8", "text methods work on bytes; starts_with, ends_with, contains, split and trim are safe for any text"},
    {"warn", "use log(...), which rung trace shows, or give a reason as the second result"},
    {"null", "write nil"},
    {"NULL", "write nil"},
    {"None", "write nil"},
    {"True", "write true"},
    {"False", "write false"},
    {"endif", "write end"},
};

/* Functions that people know from spreadsheets, and what does the same here. */
static const struct advice spreadsheet[] = {
    {"IF", "if x > 1 then return 2 end, or in one line: (x > 1 and 2 or 0)"},
    {"IFS", "if a then ... elseif b then ... else ... end"},
    {"SUM", "partner.deals:sum(\"amount\")"},
    {"SUMIF", "partner.deals:where { stage = \"won\" }:sum(\"amount\")"},
    {"SUMIFS", "partner.deals:where { stage = \"won\", closed_on = p.period }:sum(\"amount\")"},
    {"COUNT", "#partner.deals"},
    {"COUNTA", "partner.deals:count(\"amount\") counts rows in which amount is not empty"},
    {"COUNTIF", "#partner.deals:where { stage = \"won\" }"},
    {"COUNTIFS", "#partner.deals:where { stage = \"won\", closed_on = p.period }"},
    {"AVERAGE", "partner.deals:mean(\"amount\")"},
    {"AVERAGEIF", "partner.deals:where { stage = \"won\" }:mean(\"amount\")"},
    {"AVERAGEIFS", "partner.deals:where { stage = \"won\", closed_on = p.period }:mean(\"amount\")"},
    {"MEDIAN", "partner.deals:median(\"amount\")"},
    {"MIN", "math.min(a, b), or of a column: partner.deals:min(\"amount\")"},
    {"MAX", "math.max(a, b), or of a column: partner.deals:max(\"amount\")"},
    {"MINIFS", "partner.deals:where { stage = \"won\" }:min(\"amount\")"},
    {"MAXIFS", "partner.deals:where { stage = \"won\" }:max(\"amount\")"},
    {"ROUND", "round(x, 2)"},
    {"ROUNDUP", "math.ceil(x)"},
    {"ROUNDDOWN", "math.floor(x)"},
    {"INT", "math.floor(x)"},
    {"ABS", "math.abs(x)"},
    {"SQRT", "math.sqrt(x)"},
    {"MOD", "a % b"},
    {"AND", "a and b"},
    {"OR", "a or b"},
    {"NOT", "not a"},
    {"TRUE", "true"},
    {"FALSE", "false"},
    {"TODAY", "p.period.to, the last day of the period: a run gives the same on any day"},
    {"NOW", "p.period.to, the last day of the period: a run gives the same on any day"},
    {"DATE", "date(\"2026-07-01\")"},
    {"YEAR", "x.year"},
    {"MONTH", "x.month"},
    {"DAY", "x.day"},
    {"EDATE", "x:plus_months(6)"},
    {"ISBLANK", "x == nil"},
    {"IFERROR", "test before: if x then ... end, or take another value where x is empty: (x or 0)"},
    {"VLOOKUP", "a table of names and values: local rates = { gold = 0.05 }, then rates[name]"},
    {"XLOOKUP", "a table of names and values: local rates = { gold = 0.05 }, then rates[name]"},
    {"LEN", "#x"},
    {"LEFT", "x:sub(1, n)"},
    {"RIGHT", "x:sub(-n)"},
    {"MID", "x:sub(from, to)"},
    {"UPPER", "x:upper()"},
    {"LOWER", "x:lower()"},
    {"TRIM", "x:trim()"},
    {"CONCAT", "a .. b"},
    {"CONCATENATE", "a .. b"},
    {"TEXT", "number(x, 2) or percent(x)"},
    {"VALUE", "tonumber(x)"},
    {"UNIQUE", "partner.deals:distinct(\"customer\") counts different values"},
    {"PERCENTRANK", "points: {percentile: ...} in program.yaml, as a rule sees one partner at a time"},
    {"RANK", "points: {percentile: ...} in program.yaml, as a rule sees one partner at a time"},
    {"COUNTBLANK", "#partner.deals:where { amount = none }"},
    {"SUMPRODUCT", "a loop: for row in partner.deals:rows() do total = total + row.amount * row.rate end"},
    {"LARGE", "partner.deals:last(3, \"amount\"), the rows with the 3 greatest amounts"},
    {"SMALL", "partner.deals:first(3, \"amount\"), the rows with the 3 least amounts"},
    {"ROWS", "#partner.deals"},
    {"INDEX", "a table of names and values: local rates = { gold = 0.05 }, then rates[name]"},
    {"MATCH", "a table of names and values: local rates = { gold = 0.05 }, then rates[name]"},
    {"HLOOKUP", "a table of names and values: local rates = { gold = 0.05 }, then rates[name]"},
    {"LOOKUP", "a table of names and values: local rates = { gold = 0.05 }, then rates[name]"},
    {"CHOOSE", "a list, and the number of the item: ({ 10, 20, 30 })[n]"},
    {"SWITCH", "a table of names and values: local rates = { gold = 0.05 }, then rates[name]"},
    {"FLOOR", "math.floor(x)"},
    {"CEILING", "math.ceil(x)"},
    {"QUOTIENT", "a // b"},
    {"POWER", "x ^ y"},
    {"LN", "math.log(x)"},
    {"EXP", "math.exp(x)"},
    {"DAYS", "later - earlier: two dates give the days between them"},
    {"DATEDIF", "later - earlier, the days between them; of whole months (b.year - a.year) * 12 + b.month - a.month"},
    {"EOMONTH", "p.period.to for the last day of the period, or x:plus_months(1) for the same day a month later"},
    {"WEEKDAY", "(x - date(\"2024-01-01\")) % 7 + 1, which is 1 on Mondays"},
    {"TEXTJOIN", "table.concat(list, \", \")"},
    {"SEARCH", "x:contains(\"part\")"},
    {"FIND", "x:contains(\"part\")"},
    {"SUBSTITUTE", "table.concat(x:split(\"old\"), \"new\")"},
    {"REPT", "x:rep(n)"},
    {"PROPER", "x:sub(1, 1):upper() .. x:sub(2):lower()"},
    {"LET", "local name = value in a line of its own, then use the name"},
    {"FILTER", "partner.deals:where { stage = \"won\" }"},
    {"QUARTILE", "local list = partner.deals:values(\"amount\"); table.sort(list), then list[math.ceil(#list / 4)]"},
    {"PERCENTILE", "local list = partner.deals:values(\"amount\"); table.sort(list), then list[math.ceil(#list * 0.9)]"},
    {"STDEV", "a loop over the rows that adds up (row.amount - mean) ^ 2, then math.sqrt(total / (n - 1))"},
};

/* What other languages call the methods of a selection. */
static const struct advice methods[] = {
    {"average", "did you mean mean?"},
    {"avg", "did you mean mean?"},
    {"total", "did you mean sum?"},
    {"add", "did you mean sum?"},
    {"length", "count the rows with # or :count()"},
    {"len", "count the rows with # or :count()"},
    {"size", "count the rows with # or :count()"},
    {"filter", "did you mean where?"},
    {"select", "did you mean where?"},
    {"find", "did you mean where?"},
    {"unique", "did you mean distinct?"},
    {"sort", ":first(n, column) and :last(n, column) give rows in the order of a column"},
    {"top", ":last(n, column) gives the rows with the n greatest values"},
    {"each", "write for row in selection:rows() do ... end"},
    {"foreach", "write for row in selection:rows() do ... end"},
    {"row", "did you mean rows?"},
};

static const struct advice members[] = {
    {"math.round", "write round(x), or round(x, 2)"},
    {"math.pow", "write x ^ y"},
    {"math.sum", "add up a column, :sum(\"amount\"), or write a + b"},
    {"table.size", "write #list"},
    {"table.length", "write #list"},
    {"table.getn", "write #list"},
    {"table.contains", "make a table of names, local big = { gold = true }, and ask big[name]"},
    {"table.sum", "add up a column, :sum(\"amount\"), or go over the list in a loop"},
    {"string.length", "write #text"},
    {"string.find", "use contains, starts_with, ends_with, split, trim, sub"},
    {"string.match", "use contains, starts_with, ends_with, split, trim, sub"},
    {"string.gmatch", "use contains, starts_with, ends_with, split, trim, sub"},
    {"string.gsub", "use contains, starts_with, ends_with, split, trim, sub"},
};

static const char *advice_on(const struct advice *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].name, name) == 0) return list[i].cure;
    return NULL;
}
#define ADVICE_ON(list, name) advice_on(list, sizeof list / sizeof *(list), name)

/* max, Sum: functions of spreadsheets, and of others, in small letters. */
static const char *spreadsheet_in_any_case(const char *name)
{
    for (size_t i = 0; i < sizeof spreadsheet / sizeof *spreadsheet; i++)
        if (strcasecmp(spreadsheet[i].name, name) == 0) return spreadsheet[i].cure;
    return NULL;
}

/* B7, AC12 */
static bool is_cell_address(const char *name)
{
    size_t letters = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), digits = strspn(name + letters, "0123456789");
    return letters >= 1 && letters <= 3 && digits >= 1 && name[letters + digits] == '\0';
}

static const char *key_of(lua_State *L)
{
    return lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
}

/* ---- names of the program */

/* NULL while a manifest is read. */
static const struct program *program_of(lua_State *L)
{
    const struct sandbox *sandbox = sandbox_of(L);
    return sandbox->host ? sandbox->host->ruleset->program : NULL;
}

static bool is_param(lua_State *L, const char *name)
{
    const struct sandbox *sandbox = sandbox_of(L);
    const struct plugin *plugin = ((const struct workshop *)(const void *)sandbox)->plugin; /* a sandbox with a host is a workshop's */
    for (size_t i = 0; i < plugin->param_count; i++)
        if (strcmp(plugin->params[i].name, name) == 0) return true;
    return false;
}

static bool is_allowed_word(const struct program *program, const char *name)
{
    for (size_t t = 0; t < program->table_count; t++)
        for (size_t c = 0; c < program->tables[t].column_count; c++)
            for (size_t i = 0; i < program->tables[t].columns[c].allowed_count; i++)
                if (strcmp(program->tables[t].columns[c].allowed[i], name) == 0) return true;
    return false;
}

/* The table with a column of that name, fact tables first; -1: none. */
static int table_with(const struct program *program, const char *column)
{
    for (size_t t = program->table_count; t-- > 0;)
        if (table_column(&program->tables[t], text_of(column)) >= 0) return (int)t;
    return -1;
}

static bool in_line(const struct scene *scene, const char *first, const char *second)
{
    const char *at = strstr(scene->code.bare, first);
    at = at ? at + strlen(first) : NULL;
    while (at && *at == ' ') at++;
    return at && strncmp(at, second, strlen(second)) == 0;
}

/* [-0, +0 or 1, memory] */
static const char *cure_for_column(lua_State *L, const struct scene *scene, int table, const char *name)
{
    bool condition = strstr(scene->code.bare, "where") && in_line(scene, name, "==");
    if (condition) return lua_pushfstring(L, "write one = in conditions: where { %s = ... }", name);
    if (table == 0) return lua_pushfstring(L, "write partner.%s", name);
    return lua_pushfstring(L, "it is a column: write its name in quotes, \"%s\", or take it from a row, row.%s", name, name);
}

/* [-0, +0 or 1, memory] What a global name is elsewhere; NULL: nothing. */
static const char *cure_elsewhere(lua_State *L, const struct scene *scene, const char *name)
{
    const struct program *program = program_of(L);
    bool metric = sandbox_of(L)->kind == PLUGIN_METRIC;
    static const char *const arguments[] = {"partner", "p", "metrics", "card"};
    for (size_t i = 0; i < 4; i++) {
        if (strcmp(name, arguments[i]) != 0) continue;
        if (!program) return lua_pushfstring(L, "%s is known inside of the function only, from its parentheses", name);
        if (i == 2 && !metric) return "write card.metrics";
        return metric ? "name it in the parentheses: value = function(partner, p, metrics)"
                      : "name it in the parentheses: award = function(partner, card, p)";
    }
    if (!program) return NULL;
    for (size_t i = 1; i < program->table_count; i++)
        if (strcmp(program->tables[i].name, name) == 0) return lua_pushfstring(L, "write partner.%s", name);
    if (is_param(L, name)) return lua_pushfstring(L, "write p.%s", name);
    int table = table_with(program, name);
    if (table >= 0) return cure_for_column(L, scene, table, name);
    return is_allowed_word(program, name) ? lua_pushfstring(L, "texts stand in quotes: \"%s\"", name) : NULL;
}

/* [-0, +0 or 1, memory] A name that is near among variables, or the same as another but for capitals; NULL: none. */
static const char *near_name(lua_State *L, const struct scene *scene, const char *name)
{
    const char *names[SCENE_NAMES_MOST], *near = suggest(text_of(name), names, scene_names(scene, names));
    const char *frozen = near ? NULL : frozen_near(L, 1, name);
    return near ? near : frozen && strcasecmp(frozen, name) == 0 ? frozen : NULL;
}

/* [-0, +0 or 1, memory] What the line makes of a name that nothing has; NULL: nothing. */
static const char *cure_for_use(lua_State *L, const struct scene *scene, const char *name)
{
    struct text use = codeline_use(&scene->code, text_of(name));
    const char *cure = spreadsheet_in_any_case(name);
    bool called = use.ptr && in_line(scene, name, "(");
    if (cure && (called || !use.ptr || !codeline_wants_text(&scene->code, use))) return lua_pushfstring(L, "write %s", cure);
    if (is_cell_address(name)) return "cells have no addresses here: name the column, as in row.amount or partner.deals:sum(\"amount\")";
    if (!use.ptr || called || !codeline_wants_text(&scene->code, use)) return NULL;
    return lua_pushfstring(L, "texts stand in quotes: \"%s\"", name);
}

int unknown_global(lua_State *L)
{
    struct scene scene;
    const char *name = key_of(L), *cure = ADVICE_ON(withheld, name);
    if (cure) return failure_raise(L, NULL, "%s is not offered to plugins: %s", name, cure);
    if ((cure = ADVICE_ON(spreadsheet, name)) != NULL)
        return failure_with_cure(L, lua_pushfstring(L, "write %s", cure), "'%s' is a function of spreadsheets", name);
    if (scene_enter(L, &scene)) {
        cure = cure_elsewhere(L, &scene, name);
        const char *near = cure ? NULL : near_name(L, &scene, name);
        if (near) return failure_raise(L, near, "nothing is called '%s' here", name);
        if (!cure) cure = cure_for_use(L, &scene, name);
        if (cure) return failure_with_cure(L, cure, "nothing is called '%s' here", name);
    }
    return failure_raise(L, frozen_near(L, 1, name), "nothing is called '%s' here", name);
}

/* ---- members and methods */

int unknown_member(lua_State *L)
{
    const char *library = lua_tostring(L, lua_upvalueindex(1)), *name = key_of(L);
    const char *cure = ADVICE_ON(members, lua_pushfstring(L, "%s.%s", library, name));
    if (cure) return failure_with_cure(L, cure, "%s.%s is not offered", library, name);
    return failure_raise(L, frozen_near(L, 1, name), "%s.%s is not offered", library, name);
}

int unknown_method(lua_State *L)
{
    const char *name = key_of(L), *cure = ADVICE_ON(methods, name);
    const struct program *program = program_of(L);
    if (lua_type(L, 2) == LUA_TNUMBER)
        return failure_with_cure(L, "go over the rows, for row in selection:rows() do ... end, or take some: :first(1, \"closed_on\")",
                                 "rows have no numbers here");
    if (program && table_with(program, name) >= 0)
        return failure_with_cure(
            L, lua_pushfstring(L, "ask the rows for it: :sum(\"%s\"), :values(\"%s\"); a loop over :rows() has row.%s", name, name, name),
            "'%s' is a column, and these are many rows", name);
    if (cure) return failure_with_cure(L, cure, "a selection has no method '%s'", name);
    return failure_raise(L, frozen_near(L, 1, name), "a selection has no method '%s'", name);
}

const char *unknown_of_partner(lua_State *L, const char *name)
{
    const struct program *program = program_of(L);
    const char *tables[SCENE_NAMES_MOST];
    static const char *const questions[] = {"where", "sum", "count", "distinct", "mean", "median", "min", "max", "first", "last", "rows"};
    size_t count = 0;
    for (size_t i = 1; i < program->table_count && count < SCENE_NAMES_MOST; i++) tables[count++] = program->tables[i].name;
    const char *near = suggest(text_of(name), tables, count);
    if (near) return lua_pushfstring(L, "did you mean %s?", near);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        if (strcmp(name, questions[i]) == 0)
            return lua_pushfstring(L, "ask the rows of a table: partner.%s:%s", count ? tables[0] : "deals", name);
    lua_pushnil(L);
    return NULL;
}
