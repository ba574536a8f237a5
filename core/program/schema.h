/* schema.h - program.yaml as JSON Schema (draft-07), for editors that complete and check YAML. It is made from the rows that parse.
 *
 * It knows keys, types, words, ranges and defaults. What names mean, what adds up and what is in force is rung check's business. */
#ifndef RUNG_PROGRAM_SCHEMA_H
#define RUNG_PROGRAM_SCHEMA_H

#include "base/json.h"
#include "program/row.h"

/* What others know better: plugins, which this room has never heard of. Both may be NULL. */
struct schema_guest {
    void (*definitions)(void *context, struct json *json); /* "metric plugin", "incentive plugin", and what members name */
    void (*members)(void *context, const struct form *form, struct json *json); /* further members of a form's definition */
    void *context;
};

void schema_program(struct buf *out, const struct schema_guest *guest);

/* ---- pieces, for other files than program.yaml */

/* The definitions of all simple shapes and forms, as members of the object that is open. */
void schema_definitions(struct json *json, const struct schema_guest *guest);
/* What a value of this shape is (row.h says how shapes are written), as members of the object that is open. row: the one whose extra is
 * meant by "." and "*", or NULL. */
void schema_shape(struct json *json, const char *shape, const struct row *row);
/* "#/definitions/a_metric" as member $ref. */
void schema_refer(struct json *json, struct text name);

#endif
