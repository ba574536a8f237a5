#include "base/suggest.h"

#include <stdint.h>

enum { LONGEST = 63, TOO_FAR = LONGEST * 2 };

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned char folded(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* One row of the edit distance table from the two rows before it. */
static void next_row(struct text a, struct text b, size_t i, unsigned rows[3][LONGEST + 1])
{
    const unsigned *older = rows[(i + 1) % 3], *above = rows[(i + 2) % 3];
    unsigned *row = rows[i % 3];
    row[0] = (unsigned)i;
    for (size_t j = 1; j <= b.len; j++) {
        unsigned char ca = folded(a.ptr[i - 1]), cb = folded(b.ptr[j - 1]);
        row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (ca != cb));
        if (i > 1 && j > 1 && ca == folded(b.ptr[j - 2]) && folded(a.ptr[i - 2]) == cb) row[j] = least(row[j], older[j - 2] + 1);
    }
}

/* Insertions, deletions, replacements, and neighbours swapped. */
static unsigned edits_between(struct text a, struct text b)
{
    unsigned rows[3][LONGEST + 1];
    if (a.len > LONGEST || b.len > LONGEST) return TOO_FAR;
    for (size_t j = 0; j <= b.len; j++) rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= a.len; i++) next_row(a, b, i, rows);
    return rows[a.len % 3][b.len];
}

static bool near_enough(unsigned edits, size_t a_len, size_t b_len)
{
    size_t longer = a_len > b_len ? a_len : b_len;
    size_t allowed = longer / 3 > 1 ? longer / 3 : 1;
    return edits <= allowed && edits < longer; /* one letter is not near to another */
}

const char *suggest(struct text word, const char *const *names, size_t count)
{
    const char *best = NULL;
    unsigned fewest = TOO_FAR;
    for (size_t i = 0; i < count; i++) {
        struct text name = text_of(names[i]);
        unsigned edits = edits_between(word, name);
        if (edits < fewest && near_enough(edits, word.len, name.len)) {
            fewest = edits;
            best = names[i];
        }
    }
    return best;
}

bool suggest_is_slip(struct text a, struct text b)
{
    return edits_between(a, b) <= 1;
}
