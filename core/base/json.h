/* json.h - JSON text, indented by two blanks or all in one line, keys in the order they are written. Errors are sticky in the buf. */
#ifndef RUNG_BASE_JSON_H
#define RUNG_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/text.h"

struct json {
    struct buf *out;
    bool dense; /* one line */
    int depth;
    bool begun; /* something stands before in this object or list */
};

/* key: NULL inside a list and at the top. */
void json_open(struct json *json, const char *key, char bracket);         /* '{' or '[' */
void json_close(struct json *json, char bracket);                         /* '}' or ']' */
void json_text(struct json *json, const char *key, struct text text);     /* what is not UTF-8 becomes U+FFFD */
void json_string(struct json *json, const char *key, const char *string); /* NULL: null */
void json_number(struct json *json, const char *key, double number);      /* not finite: null */
void json_count(struct json *json, const char *key, uint64_t count);
void json_raw(struct json *json, const char *key, const char *literal); /* a decimal, true, false, null */

#endif
