#include "program/schema.h"
#include "run/case_file.h"

static void put_keys(struct json *json, const struct case_key *keys, size_t count)
{
    json_string(json, "type", "object");
    json_open(json, "properties", '{');
    for (size_t i = 0; i < count; i++) {
        json_open(json, keys[i].name, '{');
        json_string(json, "description", keys[i].help);
        json_open(json, "allOf", '[');
        json_open(json, NULL, '{');
        schema_shape(json, keys[i].shape, NULL);
        json_close(json, '}');
        json_close(json, ']');
        json_close(json, '}');
    }
    json_close(json, '}');
    json_raw(json, "additionalProperties", "false");
}

/* A case expects one thing. */
static void put_wishes(struct json *json)
{
    json_open(json, "oneOf", '[');
    for (size_t i = 0; i < WISH_COUNT; i++) {
        json_open(json, NULL, '{');
        json_open(json, "required", '[');
        json_string(json, NULL, case_wish_names[i]);
        json_close(json, ']');
        json_close(json, '}');
    }
    json_close(json, ']');
}

void case_schema(struct buf *out)
{
    struct json json = {.out = out};
    json_open(&json, NULL, '{');
    json_string(&json, "$schema", "http://json-schema.org/draft-07/schema#");
    json_string(&json, "$comment", "Written by rung editor or rung help cases-schema");
    json_string(&json, "title", "cases of a plugin of Rung");
    put_keys(&json, case_file_keys, case_file_key_count);
    json_raw(&json, "required", "[\"cases\"]");
    json_open(&json, "definitions", '{');
    schema_definitions(&json, NULL);
    json_open(&json, "a_case", '{');
    put_keys(&json, case_keys, case_key_count);
    put_wishes(&json);
    json_close(&json, '}');
    json_close(&json, '}');
    json_close(&json, '}');
}
