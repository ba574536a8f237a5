#include "lua/lines.h"

#include <lua.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"

/* Lua tells the lines of a function that it holds, but a function written inside another one is held only while that one runs. So
 * the lines are read from the form in which lua_dump writes a function with all those inside it (Lua 5.4: header, then per function its
 * name, first and last line, code, constants, upvalues, functions, and what the debugger wants). */

enum { HEAD_MAX = 64, LINE_IS_ELSEWHERE = -0x80, FUNCTIONS_DEEP = 250, LINE_MOST = 1 << 24, OPCODE = 0x7F, TAIL_CALL = 69 };
enum constant_tag { TAG_INTEGER = 0x03, TAG_FLOAT = 0x13, TAG_SHORT_TEXT = 0x04, TAG_LONG_TEXT = 0x14 };

struct dump {
    const unsigned char *at, *end;
    bool broken;
    const struct lines *lines;
};

static const unsigned char *take(struct dump *dump, size_t size)
{
    static const unsigned char nothing[HEAD_MAX];
    if (dump->broken || (size_t)(dump->end - dump->at) < size) {
        dump->broken = true;
        return nothing;
    }
    dump->at += size;
    return dump->at - size;
}

static unsigned take_byte(struct dump *dump)
{
    return *take(dump, 1);
}

/* Seven bits a byte, the greatest first; the last one is marked. */
static size_t take_size(struct dump *dump)
{
    size_t size = 0;
    unsigned byte;
    do {
        byte = take_byte(dump);
        dump->broken |= size > SIZE_MAX >> 8;
        size = size << 7 | (byte & 0x7F);
    } while (!dump->broken && !(byte & 0x80));
    return dump->broken ? 0 : size;
}

static void pass(struct dump *dump, size_t count, size_t each)
{
    if (count > (size_t)(dump->end - dump->at) / each)
        dump->broken = true;
    else
        dump->at += count * each;
}

static void pass_text(struct dump *dump)
{
    size_t size = take_size(dump);
    if (size > 0) pass(dump, size - 1, 1);
}

static void pass_constants(struct dump *dump)
{
    for (size_t count = take_size(dump); count > 0 && !dump->broken; count--) {
        switch (take_byte(dump)) {
        case TAG_INTEGER: pass(dump, 1, sizeof(lua_Integer)); break;
        case TAG_FLOAT: pass(dump, 1, sizeof(lua_Number)); break;
        case TAG_SHORT_TEXT:
        case TAG_LONG_TEXT: pass_text(dump); break;
        default: break;
        }
    }
}

static void pass_names(struct dump *dump)
{
    for (size_t count = take_size(dump); count > 0 && !dump->broken; count--) {
        pass_text(dump);
        take_size(dump);
        take_size(dump);
    }
    for (size_t count = take_size(dump); count > 0 && !dump->broken; count--) pass_text(dump);
}

static void can_run(const struct dump *dump, int line)
{
    if (line > 0 && (size_t)line <= dump->lines->count) atomic_store_explicit(&dump->lines->can[line - 1], 1, memory_order_relaxed);
}

struct code {
    const unsigned char *instructions; /* four bytes each, as the machine orders them */
    size_t count;
    bool varying; /* the function takes ... */
};

/* Is the instruction one that comes of what somebody wrote? Not so the return at the function's end, the one behind a call that takes the
 * function's place, and the first of a function with `...`. */
static bool is_written(const struct code *code, size_t i)
{
    uint32_t before = 0;
    if (i > 0) memcpy(&before, code->instructions + (i - 1) * sizeof before, sizeof before);
    return i + 1 < code->count && (i > 0 || !code->varying) && (before & OPCODE) != TAIL_CALL;
}

/* Each instruction's line as its distance from the one before, or, where that is too far, in a list of its own. */
static void take_lines(struct dump *dump, int line, const struct code *code)
{
    size_t count = take_size(dump);
    const unsigned char *distances = dump->at;
    dump->broken |= count != code->count;
    pass(dump, count, 1);
    size_t far_count = take_size(dump);
    struct dump far = *dump;
    for (; far_count > 0 && !dump->broken; far_count--) {
        take_size(dump);
        take_size(dump);
    }
    for (size_t i = 0; i < count && !dump->broken && !far.broken; i++) {
        int distance = (signed char)distances[i];
        if (distance == LINE_IS_ELSEWHERE) {
            take_size(&far);
            line = (int)(take_size(&far) % LINE_MOST);
        } else {
            line += distance;
        }
        if (is_written(code, i)) can_run(dump, line);
    }
}

static void take_function(struct dump *dump, unsigned depth)
{
    if (depth > FUNCTIONS_DEEP) dump->broken = true;
    pass_text(dump);
    int line = (int)(take_size(dump) % LINE_MOST);
    take_size(dump);
    take_byte(dump);
    struct code code = {.varying = take_byte(dump) != 0};
    take_byte(dump);
    code.count = take_size(dump);
    code.instructions = dump->at;
    pass(dump, code.count, sizeof(uint32_t));
    pass_constants(dump);
    pass(dump, take_size(dump), 3);
    for (size_t count = take_size(dump); count > 0 && !dump->broken; count--) take_function(dump, depth + 1);
    take_lines(dump, line, &code);
    pass_names(dump);
}

/* What this Lua has to write at the beginning, for the sizes above to be right. */
static bool take_head(struct dump *dump)
{
    static const unsigned char expected[] = {0x1b, 'L', 'u', 'a', 0x54, 0, 0x19, 0x93, '\r', '\n', 0x1a, '\n', 4, 8, 8};
    bool same = memcmp(take(dump, sizeof expected), expected, sizeof expected) == 0;
    take(dump, sizeof(lua_Integer) + sizeof(lua_Number));
    take_byte(dump);
    return same && !dump->broken;
}

static int write_part(lua_State *L, const void *bytes, size_t size, void *buf)
{
    (void)L;
    buf_put(buf, bytes, size);
    return ((struct buf *)buf)->failed;
}

bool lines_find(lua_State *L, const struct lines *lines)
{
    struct buf bytes = {0};
    bool good = lua_dump(L, write_part, &bytes, 0) == 0 && !bytes.failed;
    if (good) {
        struct dump dump = {.at = (const unsigned char *)bytes.ptr, .end = (const unsigned char *)bytes.ptr + bytes.len, .lines = lines};
        good = take_head(&dump);
        if (good) take_function(&dump, 0);
        good = good && !dump.broken;
    }
    buf_release(&bytes);
    return good;
}

size_t lines_most(struct text source)
{
    size_t count = 1;
    for (size_t i = 0; i < source.len; i++) count += source.ptr[i] == '\n' || source.ptr[i] == '\r';
    return count;
}
