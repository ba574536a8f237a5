#include "lua/nothing.h"

#include <string.h>

#include "lua/frozen.h"
#include "lua/selection.h"
#include "lua/standin.h"

enum { TRACE_DEPTH = 3 };

enum reason { EMPTY_CELL, EMPTY_ATTRIBUTE, EMPTY_CARD, NO_DATA, NOT_GIVEN, NO_ENTRY, NOT_PASSED, NEVER_SET, NOT_FOUND, UNKNOWN };

struct nothing {
    enum reason reason;
    struct text path, name; /* row.amount, amount; of a metric and a table its name: what is missing */
    struct text owner;      /* the table of a row, the list of an entry */
    struct text asked;      /* NOT_FOUND: max */
    unsigned line;          /* where it was put into a variable; 0: it was not */
};

const char *const attempt_ends[] = {", and cannot be calculated with",   ", and cannot be compared", ", and cannot be joined to a text",
                                    ", and nothing can be read from it", ", and has no length",      ", and cannot be called",
                                    ", and a value is needed here"};

/* ---- finding out */

/* The holder at -2 says which kind of nothing the nil at -1 is. */
static enum reason reason_of(lua_State *L, struct nothing *found)
{
    const struct row_thing *row = thing_at(L, -2, THING_ROW);
    const char *standin = frozen_name(L, -2);
    if (row) found->owner = text_of(row->view->name);
    if (row) return EMPTY_CELL;
    if (thing_is(L, -2, THING_MEASURE)) {
        found->name = text_of(standin_measure_name(lua_touserdata(L, -2)));
        return NO_DATA;
    }
    if (standin && strcmp(standin, "a partner") == 0) return EMPTY_ATTRIBUTE;
    if (standin && (strcmp(standin, "a card") == 0 || strcmp(standin, "the blocks") == 0)) return EMPTY_CARD;
    if (standin && strcmp(standin, "p") == 0) return NOT_GIVEN;
    found->owner = (struct text){found->path.ptr, found->path.len - found->name.len - 1};
    return lua_type(L, -2) == LUA_TTABLE ? NO_ENTRY : UNKNOWN;
}

static bool find(const struct scene *scene, struct text path, int depth, struct nothing *found);

/* What a variable was given: an empty text, a path, a question. */
static enum reason reason_of_value(const struct scene *scene, struct text value, int depth, struct nothing *found)
{
    struct codeline code;
    struct text path, column;
    size_t from = 0;
    codeline_init(&code, value);
    if (value.len == 0) return NEVER_SET;
    if (codeline_question(&code, &from, &found->asked, &column) && code.bare[from] == ')' && from + 1 == code.len) {
        found->name = column;
        return NOT_FOUND;
    }
    from = 0;
    if (!codeline_path(&code, &from, &path) || path.len != value.len) return UNKNOWN;
    struct nothing source;
    if (!find(scene, path, depth + 1, &source) || source.reason == UNKNOWN) return UNKNOWN;
    found->name = source.name;
    found->owner = source.owner;
    return source.reason;
}

static bool names_itself(struct text value, struct text variable)
{
    struct codeline code;
    struct text path;
    codeline_init(&code, value);
    for (size_t from = 0; codeline_path(&code, &from, &path);) {
        bool begins = path.len >= variable.len && memcmp(path.ptr, variable.ptr, variable.len) == 0;
        if (begins && (path.len == variable.len || path.ptr[variable.len] == '.')) return true;
    }
    return false;
}

/* Goes up from the scene's line to where the variable got its value. */
static enum reason trace(const struct scene *scene, struct text variable, int depth, struct nothing *found)
{
    for (unsigned line = scene->line; line > 0 && (int)line >= scene->at.linedefined; line--) {
        struct codeline code;
        codeline_init(&code, source_line(&scene->source, line));
        struct text value = codeline_assigned(&code, variable);
        if (!value.ptr || names_itself(value, variable)) continue; /* sum = sum + 1 is no beginning */
        found->line = line;
        return reason_of_value(scene, value, depth, found);
    }
    return UNKNOWN;
}

static bool find(const struct scene *scene, struct text path, int depth, struct nothing *found)
{
    struct sight sight;
    *found = (struct nothing){.reason = UNKNOWN, .path = path, .name = path_last(path)};
    if (depth > TRACE_DEPTH || !scene_look(scene, path, &sight)) return false;
    bool nil = lua_isnil(scene->L, -1);
    if (nil && found->name.len < path.len) found->reason = reason_of(scene->L, found);
    lua_pop(scene->L, 2);
    if (nil && found->name.len == path.len) found->reason = sight.parameter ? NOT_PASSED : trace(scene, path, depth, found);
    return nil;
}

/* ---- telling */

/* Whether the name of what is missing says enough. Otherwise the variable is told first, and its reason behind. */
static bool speaks_for_itself(const struct nothing *nothing)
{
    return nothing->reason < NO_ENTRY && (!nothing->line || text_equal(nothing->path, nothing->name));
}

static void say_reason(const struct nothing *nothing, struct buf *what)
{
    struct text name = nothing->name, owner = nothing->owner;
    switch (nothing->reason) {
    case EMPTY_CELL: buf_printf(what, "%.*s is empty in this row of %.*s", TEXT_ARG(name), TEXT_ARG(owner)); break;
    case EMPTY_ATTRIBUTE: buf_printf(what, "%.*s is empty for this partner", TEXT_ARG(name)); break;
    case EMPTY_CARD: buf_printf(what, "%.*s is empty on this card", TEXT_ARG(name)); break;
    case NO_DATA: buf_printf(what, "the metric %.*s has no data for this partner", TEXT_ARG(name)); break;
    case NOT_GIVEN: buf_printf(what, "the param %.*s is not given", TEXT_ARG(name)); break;
    case NO_ENTRY: buf_printf(what, "%.*s has no %.*s", TEXT_ARG(owner), TEXT_ARG(name)); break;
    case NOT_PASSED: buf_puts(what, "the function was called without it"); break;
    case NEVER_SET: buf_printf(what, "line %u gives it no value", nothing->line); break;
    case NOT_FOUND:
        buf_printf(what, "line %u asks for the %.*s of %.*s, and no row has one", nothing->line, TEXT_ARG(nothing->asked), TEXT_ARG(name));
        break;
    default: break;
    }
}

static void say(const struct nothing *nothing, enum attempt attempt, struct buf *what)
{
    if (speaks_for_itself(nothing)) {
        say_reason(nothing, what);
        buf_puts(what, attempt_ends[attempt]);
        return;
    }
    buf_printf(what, "%.*s is nothing (nil)%s", TEXT_ARG(nothing->path), attempt_ends[attempt]);
    if (nothing->reason != UNKNOWN) buf_puts(what, ": ");
    say_reason(nothing, what);
}

static void cure(const struct nothing *nothing, enum attempt attempt, struct buf *cure)
{
    struct text path = nothing->path, name = nothing->name;
    if (nothing->reason == NEVER_SET) {
        buf_printf(cure, "begin with a value, as in local %.*s = 0", TEXT_ARG(path));
    } else if (nothing->reason == NOT_PASSED) {
        buf_puts(cure, "give it in the parentheses where the function is called");
    } else if (nothing->reason == EMPTY_CELL) {
        buf_printf(cure, "keep only rows that have it, :where { %.*s = any }, or test it first: if %.*s then ... end", TEXT_ARG(name),
                   TEXT_ARG(path));
    } else if (nothing->reason == NOT_GIVEN) {
        buf_printf(cure, "give it a default in params, or test it first: if %.*s then ... end", TEXT_ARG(path));
    } else if (attempt == ATTEMPT_JOIN) {
        buf_printf(cure, "say what stands in its place: (%.*s or \"none\")", TEXT_ARG(path));
    } else if (nothing->reason == UNKNOWN || nothing->reason == NO_ENTRY) {
        buf_printf(cure, "test it first: if %.*s then ... end", TEXT_ARG(path));
    } else {
        buf_printf(cure, "answer without it first: if not %.*s then return nil, \"no %.*s\" end", TEXT_ARG(path), TEXT_ARG(name));
    }
}

bool nothing_tell(const struct scene *scene, struct text path, enum attempt attempt, struct telling *out)
{
    struct nothing nothing;
    if (!find(scene, path, 0, &nothing)) return false;
    say(&nothing, attempt, &out->what);
    cure(&nothing, attempt, &out->cure);
    out->at = path;
    return true;
}

bool nothing_tell_question(const struct scene *scene, enum attempt attempt, struct telling *out)
{
    struct text asked, column, other[2];
    size_t from = 0;
    if (!codeline_question(&scene->code, &from, &asked, &column)) return false;
    if (codeline_question(&scene->code, &from, &other[0], &other[1])) return false;
    buf_printf(&out->what, "the %.*s of %.*s is nothing (nil) where no row has one%s", TEXT_ARG(asked), TEXT_ARG(column),
               attempt_ends[attempt]);
    buf_printf(&out->cure, "give it a name and test it: local %.*s = ...; if not %.*s then return nil, \"no %.*s\" end", TEXT_ARG(asked),
               TEXT_ARG(asked), TEXT_ARG(column));
    out->at = asked;
    return true;
}
