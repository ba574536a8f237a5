/* nothing.h - why a value is nil: an empty cell, a metric without data, a question that found no row, a variable never set. In words. */
#ifndef RUNG_LUA_NOTHING_H
#define RUNG_LUA_NOTHING_H

#include "base/buf.h"
#include "lua/scene.h"

/* What a message says, being written. */
struct telling {
    struct buf what, cure;
    struct text at; /* the part of the line that it is about; {NULL, 0}: not known */
};

/* What was tried with a value: the end of the sentence that begins with what the value is. */
enum attempt { ATTEMPT_CALCULATE, ATTEMPT_COMPARE, ATTEMPT_JOIN, ATTEMPT_READ, ATTEMPT_MEASURE, ATTEMPT_CALL, ATTEMPT_PASS };
extern const char *const attempt_ends[]; /* ", and cannot be calculated with" */

/* Tells why the path in the scene's line is nil, and what to do. False: it is not nil, or is no variable's. */
bool nothing_tell(const struct scene *scene, struct text path, enum attempt attempt, struct telling *out);
/* The same of a question asked in the line itself; false: there is none, or several. */
bool nothing_tell_question(const struct scene *scene, enum attempt attempt, struct telling *out);

#endif
