/* parts.h - what drafts of programs share. Private to core/draft. */
#ifndef RUNG_DRAFT_PARTS_H
#define RUNG_DRAFT_PARTS_H

#include "draft/draft.h"

/* What a program in this folder is called at first; NULL: no memory. */
const char *draft_title(struct arena *arena, const char *folder);
/* The path as a word of a command line: in quotes where a shell asks for them. NULL: no memory. */
const char *draft_word(struct arena *arena, const char *path);

/* What to do next: command lines, and what they are good for. */
struct next_command {
    const char *line, *says;
};
void draft_tell_next(const struct draft *draft, const struct next_command *commands, size_t count);

#endif
