#include "base/plain.h"

enum { FIRST = 0xC0, LAST = 0x17F, MARKS_FIRST = 0x300, MARKS_LAST = 0x36F };

/* U+00C0 to U+017F, sixteen to a line; a point: no letter. */
static const char letters[] = "aaaaaaaceeeeiiii"
                              "dnooooo.ouuuuyts"
                              "aaaaaaaceeeeiiii"
                              "dnooooo.ouuuuyty"
                              "aaaaaaccccccccdd"
                              "ddeeeeeeeeeegggg"
                              "gggghhhhiiiiiiii"
                              "iiiijjkkklllllll"
                              "lllnnnnnnnnnoooo"
                              "oooorrrrrrssssss"
                              "ssttttttuuuuuuuu"
                              "uuuuwwyyyzzzzzzs";
_Static_assert(sizeof letters == LAST - FIRST + 2, "a letter for each code");

void plain_text(struct text text, struct buf *out)
{
    for (size_t len; text.len > 0; text.ptr += len, text.len -= len) {
        uint32_t code;
        len = text_character(text, &code);
        if (code >= MARKS_FIRST && code <= MARKS_LAST) continue;
        if (code >= 'A' && code <= 'Z')
            buf_char(out, (char)(code - 'A' + 'a'));
        else if (code >= FIRST && code <= LAST && letters[code - FIRST] != '.')
            buf_char(out, letters[code - FIRST]);
        else
            buf_put(out, text.ptr, len);
    }
}
