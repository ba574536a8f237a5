#include "lua/frames.h"

#include <string.h>

#include "base/number.h"
#include "lua/failure.h"
#include "lua/frozen.h"
#include "lua/pairs_api.h"
#include "lua/thing.h"

enum { DEPTH_MOST = 16, NODE_LEAST = 5 /* bytes of a node: its kind and a count */, PLAIN = 'p', QUOTED = 'q', LIST = 'l', MAP = 'm' };

/* ---- the child's side */

static void put_count(struct buf *out, size_t count)
{
    uint32_t number = (uint32_t)count;
    buf_put(out, &number, sizeof number);
}

static void put_scalar(struct buf *out, char kind, struct text text)
{
    buf_char(out, kind);
    put_count(out, text.len);
    buf_text(out, text);
}

/* [-0, +0, -] */
static struct text number_text(lua_State *L, int index, char out[NUMBER_TEXT_MAX])
{
    return (struct text){out, number_format(lua_tonumber(L, index), out)};
}

static void put_value(lua_State *L, struct buf *out, int depth);

/* [-0, +0, -] Are the keys of the table on the top 1 .. n? An empty table is a mapping. */
static bool is_list(lua_State *L, lua_Integer keys)
{
    return keys > 0 && (lua_Integer)lua_rawlen(L, -1) == keys;
}

/* [-0, +0, error] */
static void put_table(lua_State *L, struct buf *out, int depth)
{
    if (depth > DEPTH_MOST) luaL_error(L, "the manifest is nested too deeply");
    luaL_checkstack(L, 8, NULL);
    frozen_contents(L, -1);
    int table = lua_gettop(L);
    lua_Integer count = pairs_push_keys(L, table);
    lua_pushvalue(L, table);
    bool list = is_list(L, count);
    lua_pop(L, 1);
    buf_char(out, list ? LIST : MAP);
    put_count(out, (size_t)count);
    for (lua_Integer i = 1; i <= count; i++) {
        char text[NUMBER_TEXT_MAX];
        struct text key = {0};
        if (lua_rawgeti(L, -1, i) == LUA_TNUMBER)
            key = number_text(L, -1, text);
        else if (lua_type(L, -1) == LUA_TSTRING)
            key.ptr = lua_tolstring(L, -1, &key.len);
        else
            luaL_error(L, "a manifest has text or numbers as keys");
        if (!list) put_count(out, key.len);
        if (!list) buf_text(out, key);
        lua_rawget(L, table);
        put_value(L, out, depth + 1);
        lua_pop(L, 1);
    }
    lua_settop(L, table - 1);
    if (out->failed) luaL_error(L, "the manifest is larger than %d bytes", FRAME_MAX);
}

/* [-0, +0, error] */
static void put_value(lua_State *L, struct buf *out, int depth)
{
    char text[NUMBER_TEXT_MAX];
    struct text string;
    switch (lua_type(L, -1)) {
    case LUA_TSTRING:
        string.ptr = lua_tolstring(L, -1, &string.len);
        put_scalar(out, QUOTED, string);
        break;
    case LUA_TNUMBER: put_scalar(out, PLAIN, number_text(L, -1, text)); break;
    case LUA_TBOOLEAN: put_scalar(out, PLAIN, text_of(lua_toboolean(L, -1) ? "true" : "false")); break;
    case LUA_TFUNCTION: put_scalar(out, PLAIN, text_of("function")); break;
    case LUA_TTABLE: put_table(L, out, depth); break;
    default: luaL_error(L, "a manifest holds text, numbers, true, false, tables and its function, not %s", thing_kind_name(L, -1));
    }
}

static int put_manifest(lua_State *L)
{
    struct buf *out = lua_touserdata(L, 1);
    lua_rawgeti(L, LUA_REGISTRYINDEX, SLOT_MANIFEST);
    put_value(L, out, 0);
    return out->failed ? luaL_error(L, "its manifest is larger than %d KiB", FRAME_MAX / 1024) : 0;
}

static void put_frame(struct buf *out, enum frame_kind kind, unsigned line, struct text payload)
{
    struct frame_head head = {.kind = (uint32_t)kind, .line = line, .length = (uint32_t)payload.len};
    buf_put(out, &head, sizeof head);
    buf_text(out, payload);
}

/* What, a NUL, and the cure or nothing. */
static void put_failure(struct buf *out, struct failure *failure)
{
    size_t len = strlen(failure->text), what = len - failure->cure;
    if (failure->cure) {
        failure->text[what] = failure->text[len - 1] = '\0';
        memmove(failure->text + what + 1, failure->text + what + 2, failure->cure - 2);
        len -= 2;
    }
    put_frame(out, FRAME_FAILED, failure->line, (struct text){failure->text, len});
}

bool frame_make(const char *plugin, struct text source, const struct limits *limits, struct buf *out)
{
    struct sandbox sandbox;
    struct buf payload = {.ceiling = FRAME_MAX};
    if (!buf_room(&payload, FRAME_MAX)) return false; /* so later it fails by its ceiling alone */
    bool good =
        sandbox_open(&sandbox, plugin, limits) && sandbox_run(&sandbox, source) && sandbox_protect(&sandbox, put_manifest, &payload, 0);
    if (good)
        put_frame(out, sandbox.kind == PLUGIN_METRIC ? FRAME_METRIC : FRAME_INCENTIVE, sandbox.line, buf_view(&payload));
    else
        put_failure(out, &sandbox.failure);
    bool starved = sandbox.memory.starved;
    buf_release(&payload);
    sandbox_release(&sandbox);
    return !out->failed && !starved;
}

/* ---- the parent's side */

struct reader {
    struct text left;
    struct place at;
    struct arena *arena;
};

static bool take(struct reader *reader, size_t len, struct text *out)
{
    if (len > reader->left.len) return false;
    *out = (struct text){reader->left.ptr, len};
    reader->left = (struct text){reader->left.ptr + len, reader->left.len - len};
    return true;
}

static bool take_count(struct reader *reader, uint32_t *count)
{
    struct text bytes;
    if (!take(reader, sizeof *count, &bytes)) return false;
    memcpy(count, bytes.ptr, sizeof *count);
    return true;
}

static bool take_text(struct reader *reader, struct text *out)
{
    uint32_t len;
    struct text bytes;
    if (!take_count(reader, &len) || !take(reader, len, &bytes)) return false;
    if (memchr(bytes.ptr, '\0', bytes.len) || !text_is_utf8(bytes)) return false;
    char *copy = arena_string(reader->arena, bytes);
    *out = (struct text){copy, bytes.len};
    return copy != NULL;
}

static struct node *read_node(struct reader *reader, int depth);

static bool read_children(struct reader *reader, struct node *node, int depth)
{
    uint32_t count;
    if (depth > DEPTH_MOST || !take_count(reader, &count) || count > reader->left.len / NODE_LEAST) return false;
    node->count = count;
    node->items = arena_array(reader->arena, count + 1U, sizeof *node->items);
    node->keys = arena_array(reader->arena, count + 1U, sizeof *node->keys);
    node->key_at = arena_array(reader->arena, count + 1U, sizeof *node->key_at);
    if (!node->items || !node->keys || !node->key_at) return false;
    for (uint32_t i = 0; i < count; i++) {
        node->key_at[i] = reader->at;
        if (node->kind == NODE_MAP && !take_text(reader, &node->keys[i])) return false;
        node->items[i] = read_node(reader, depth + 1);
        if (!node->items[i]) return false;
    }
    return true;
}

static struct node *read_node(struct reader *reader, int depth)
{
    struct text kind;
    struct node *node = arena_alloc(reader->arena, sizeof *node);
    if (!node || !take(reader, 1, &kind)) return NULL;
    *node = (struct node){.at = reader->at, .quoted = kind.ptr[0] == QUOTED};
    switch (kind.ptr[0]) {
    case PLAIN:
    case QUOTED: node->kind = NODE_SCALAR; return take_text(reader, &node->scalar) ? node : NULL;
    case LIST: node->kind = NODE_LIST; return read_children(reader, node, depth) ? node : NULL;
    case MAP: node->kind = NODE_MAP; return read_children(reader, node, depth) ? node : NULL;
    default: return NULL;
    }
}

struct node *frame_read(struct text payload, struct place at, struct arena *arena)
{
    struct reader reader = {.left = payload, .at = at, .arena = arena};
    struct node *node = read_node(&reader, 0);
    return node && reader.left.len == 0 ? node : NULL;
}
