/* tags.h - a set of texts by their 64-bit tags (data/index.h): eight bytes for each. Two different texts are taken for the same once in
 * a very long time, which is good enough for a proposal. A zeroed struct is empty. */
#ifndef RUNG_DRAFT_TAGS_H
#define RUNG_DRAFT_TAGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tags {
    uint64_t *slots; /* 0: free */
    size_t room, count;
};

enum tags_added { TAGS_NEW, TAGS_KNOWN, TAGS_NO_MEMORY };
enum tags_added tags_add(struct tags *tags, uint64_t tag); /* tag > 0: the text is not empty */
bool tags_hold(const struct tags *tags, uint64_t tag);
size_t tags_shared(const struct tags *tags, const struct tags *others); /* how many of them are among the others */
void tags_release(struct tags *tags);

#endif
