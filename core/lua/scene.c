#include "lua/scene.h"

#include <string.h>

#include "base/number.h"
#include "lua/aggregate.h"
#include "lua/selection.h"

/* [-0, +0, -] The innermost activation, from `level` on, that is the plugin's own; its level, or -1. */
static int own_activation(lua_State *L, int level, lua_Debug *activation)
{
    for (; lua_getstack(L, level, activation); level++) {
        lua_getinfo(L, "lS", activation);
        if (activation->currentline > 0) return level;
    }
    return -1;
}

bool scene_enter(lua_State *L, struct scene *scene)
{
    const struct sandbox *sandbox = sandbox_of(L);
    *scene = (struct scene){.L = L, .source = {.path = sandbox->name, .bytes = sandbox->source}};
    if (!lua_checkstack(L, 20) || own_activation(L, 0, &scene->at) < 0) return false;
    scene->line = (unsigned)scene->at.currentline;
    codeline_init(&scene->code, source_line(&scene->source, scene->line));
    return true;
}

/* ---- variables */

/* [-0, +1 or 0, -] */
static bool push_local(const struct scene *scene, struct text name, struct sight *sight)
{
    lua_State *L = scene->L;
    const char *found;
    for (int n = 1; (found = lua_getlocal(L, &scene->at, n)); n++) {
        lua_pop(L, 1);
        if (text_is(name, found)) sight->local = n; /* the last one hides those before */
    }
    return sight->local && lua_getlocal(L, &scene->at, sight->local);
}

/* [-0, +1 or 0, -] */
static bool push_upvalue(const struct scene *scene, struct text name)
{
    lua_State *L = scene->L;
    lua_Debug at = scene->at;
    const char *found;
    lua_getinfo(L, "f", &at);
    for (int n = 1; (found = lua_getupvalue(L, -1, n)); n++) {
        if (text_is(name, found)) {
            lua_remove(L, -2);
            return true;
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return false;
}

struct looking {
    struct text rest;
};

/* [-2, +2, error] The value and the names that follow: holder and value. */
static int follow(lua_State *L)
{
    struct looking *looking = lua_touserdata(L, 2);
    lua_pop(L, 1);
    lua_pushnil(L);
    lua_insert(L, 1);
    while (looking->rest.len) {
        const char *dot = memchr(looking->rest.ptr, '.', looking->rest.len);
        size_t len = dot ? (size_t)(dot - looking->rest.ptr) : looking->rest.len;
        lua_replace(L, 1);
        lua_pushlstring(L, looking->rest.ptr, len);
        lua_gettable(L, 1);
        looking->rest.ptr += len + (dot != NULL);
        looking->rest.len -= len + (dot != NULL);
    }
    return 2;
}

bool scene_look(const struct scene *scene, struct text path, struct sight *sight)
{
    lua_State *L = scene->L;
    lua_Debug at = scene->at;
    const char *dot = memchr(path.ptr, '.', path.len);
    struct text head = {path.ptr, dot ? (size_t)(dot - path.ptr) : path.len};
    struct looking looking = {{head.ptr + head.len + (dot != NULL), path.len - head.len - (dot != NULL)}};
    *sight = (struct sight){0};
    lua_pushcfunction(L, follow);
    if (!push_local(scene, head, sight) && !push_upvalue(scene, head)) {
        lua_pop(L, 1);
        return false;
    }
    lua_getinfo(L, "u", &at);
    sight->parameter = sight->local > 0 && sight->local <= at.nparams;
    lua_pushlightuserdata(L, &looking);
    if (lua_pcall(L, 2, 2, 0) == LUA_OK) return true;
    lua_pop(L, 1);
    return false;
}

size_t scene_names(const struct scene *scene, const char *names[SCENE_NAMES_MOST])
{
    lua_State *L = scene->L;
    lua_Debug at = scene->at;
    size_t count = 0;
    const char *name;
    for (int n = 1; count < SCENE_NAMES_MOST && (name = lua_getlocal(L, &at, n)); n++) {
        lua_pop(L, 1);
        if (name[0] != '(') names[count++] = name;
    }
    lua_getinfo(L, "f", &at);
    for (int n = 1; count < SCENE_NAMES_MOST && (name = lua_getupvalue(L, -1, n)); n++) {
        lua_pop(L, 1);
        if (strcmp(name, "_ENV") != 0) names[count++] = name;
    }
    lua_pop(L, 1);
    return count;
}

/* ---- the row, and the way here */

static const struct row_thing *row_in(lua_State *L, const lua_Debug *activation)
{
    const struct row_thing *row = NULL;
    const char *name;
    for (int n = 1; (name = lua_getlocal(L, activation, n)); n++) {
        const struct row_thing *found = name[0] != '(' ? thing_at(L, -1, THING_ROW) : NULL; /* Lua's own may be of long ago */
        if (found) row = found;
        lua_pop(L, 1);
    }
    return row;
}

static void put_cell(struct buf *out, const struct column *column, uint32_t row)
{
    char text[NUMBER_TEXT_MAX];
    struct value value = column_value(column, row);
    enum { CELL_MOST = 40 };
    if (value.kind == VALUE_NONE) {
        buf_puts(out, "(empty)");
    } else if (value.kind == VALUE_TEXT) {
        buf_printf(out, "\"%.*s\"%s", (int)(value.text.len < CELL_MOST ? value.text.len : CELL_MOST), value.text.ptr,
                   value.text.len < CELL_MOST ? "" : "...");
    } else if (value.kind == VALUE_YESNO) {
        buf_puts(out, value.number != 0 ? "yes" : "no");
    } else if (column->spec->type == COLUMN_DATE) {
        date_format((int32_t)value.number, text);
        buf_puts(out, text);
    } else {
        number_format(value.number, text);
        buf_puts(out, text);
    }
}

static void put_row(struct buf *out, const struct row_thing *row)
{
    const struct view *view = row->view;
    const uint32_t *lines = view->table->lines;
    buf_printf(out, "at the row of %s", view->name);
    if (lines) buf_printf(out, " in line %u of %s", (unsigned)lines[row->row], view->table->spec->path);
    for (size_t i = 0; i < view->count; i++) {
        buf_printf(out, "%s%s = ", i == 0 ? " with " : ", ", view->columns[i].name);
        put_cell(out, view->columns[i].column, row->row);
    }
    buf_char(out, '\n');
}

void scene_tell(const struct scene *scene, struct buf *out)
{
    enum { CALLERS_MOST = 5 };
    lua_State *L = scene->L;
    lua_Debug activation;
    bool told = false;
    int level = own_activation(L, 0, &activation);
    for (int callers = 0; level >= 0 && callers < CALLERS_MOST; callers++) {
        const struct row_thing *row = told ? NULL : row_in(L, &activation);
        if (callers > 0) buf_printf(out, "called in line %d\n", activation.currentline);
        if (row) put_row(out, row);
        told = told || row;
        level = own_activation(L, level + 1, &activation);
    }
}
