/* partners.h - the keys of the partner table: one row each, found by text. */
#ifndef RUNG_DATA_PARTNERS_H
#define RUNG_DATA_PARTNERS_H

#include "data/intake.h"

struct partners {
    struct text *keys; /* by row */
    size_t count;
    char *bytes; /* of the keys */
    struct index index;
    struct words lost; /* keys of rows that were set aside */
};

/* Gathers the keys of the parsed partner table; sets rows aside whose key is there already. False: no memory, or the file cannot be read
 * any more. */
bool partners_gather(struct partners *partners, struct intake *intake, struct problems *problems);
void partners_release(struct partners *partners);

/* The partner with that key, or INDEX_NONE. */
uint32_t partners_find(const struct partners *partners, struct text key);

/* A key that may be meant, or NULL. Only for words: of keys with digits, which usually count, the nearest says nothing; and only among
 * some thousands of partners, where looking at all of them takes no time. */
const char *partners_near(const struct partners *partners, struct text key);

#endif
