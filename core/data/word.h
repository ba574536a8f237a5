/* word.h - eight characters as one integer, the first in its lowest byte on any machine. */
#ifndef RUNG_DATA_WORD_H
#define RUNG_DATA_WORD_H

#include <stdint.h>
#include <string.h>

static inline uint64_t word_load(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static inline uint64_t word_of(char c)
{
    return (unsigned char)c * UINT64_C(0x0101010101010101);
}

/* Whether all eight are digits: neither the digit itself nor digit + 6 leaves the row 0x30 .. 0x3f of ASCII. */
static inline int word_is_digits(uint64_t word)
{
    return ((word & word_of('\xf0')) | ((word + word_of(6)) & word_of('\xf0')) >> 4) == word_of('\x33');
}

/* The number that eight digits spell: neighbours are joined to pairs, pairs to fours, fours to the whole. */
static inline uint64_t word_number(uint64_t word)
{
    word = ((word & word_of(15)) * (1 + (UINT64_C(10) << 8))) >> 8;
    word = ((word & UINT64_C(0x00ff00ff00ff00ff)) * (1 + (UINT64_C(100) << 16))) >> 16;
    return ((word & UINT64_C(0x0000ffff0000ffff)) * (1 + (UINT64_C(10000) << 32))) >> 32;
}

#endif
