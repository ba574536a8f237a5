#include "base/text.h"

struct range {
    uint32_t from, to;
};

/* Blocks whose characters stand on the one before or show nothing (Unicode blocks, not single characters: names and
 * comments in tables are aligned well enough by these). */
static const struct range combining[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F}, {0x1AB0, 0x1AFF},   {0x1DC0, 0x1DFF},
    {0x200B, 0x200D}, {0x20D0, 0x20FF}, {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF},
};

/* East Asian wide and full-width blocks, and the pictographs that terminals draw over two columns. */
static const struct range wide[] = {
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

static bool within(uint32_t code, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (code >= ranges[i].from && code <= ranges[i].to) return true;
    }
    return false;
}

int text_character_columns(uint32_t code)
{
    if (code < combining[0].from) return 1;
    if (within(code, combining, sizeof combining / sizeof *combining)) return 0;
    return within(code, wide, sizeof wide / sizeof *wide) ? 2 : 1;
}

size_t text_columns(struct text a)
{
    size_t columns = 0;
    for (uint32_t code; a.len > 0;) {
        size_t len = text_character(a, &code);
        columns += (size_t)text_character_columns(code);
        a.ptr += len;
        a.len -= len;
    }
    return columns;
}
