#include <math.h>

#include "base/number.h"
#include "program/load.h"

static void report(struct load *load, const struct node *node, const struct row *row)
{
    struct problem *problem =
        load_error(load, node->at, NULL, "%s: \"%.*s\" is not a %s", row->key, TEXT_ARG(node->scalar), row->type->name);
    load_cure(load, problem, "write for example %s", row->type->example);
}

static void read_steps(struct load *load, const struct node *node, const struct row *row, void *to)
{
    double number;
    if (!load_scalar(load, node, row)) return;
    if (number_parse(node->scalar, &number) && number >= 1000 && number <= 1e15 && number == floor(number))
        *(uint64_t *)to = (uint64_t)number;
    else
        report(load, node, row);
}

/* Bytes, or with a unit. */
static bool parse_size(struct text text, double *bytes)
{
    static const struct {
        const char *unit;
        double bytes;
    } units[] = {{"KiB", 1024}, {"MiB", 1048576}, {"GiB", 1073741824}};
    for (size_t i = 0; i < 3; i++) {
        if (text.len < 4 || memcmp(text.ptr + text.len - 3, units[i].unit, 3) != 0) continue;
        if (!number_parse(text_trim((struct text){text.ptr, text.len - 3}), bytes)) return false;
        *bytes *= units[i].bytes;
        return true;
    }
    return number_parse(text, bytes);
}

static void read_size(struct load *load, const struct node *node, const struct row *row, void *to)
{
    double bytes;
    if (!load_scalar(load, node, row)) return;
    if (parse_size(node->scalar, &bytes) && bytes >= 65536 && bytes <= 68719476736.0)
        *(size_t *)to = (size_t)bytes;
    else
        report(load, node, row);
}

static void read_seconds(struct load *load, const struct node *node, const struct row *row, void *to)
{
    double seconds;
    if (!load_scalar(load, node, row)) return;
    if (number_parse(node->scalar, &seconds) && seconds > 0 && seconds <= 3600)
        *(double *)to = seconds;
    else
        report(load, node, row);
}

const struct limits limits_standard = {.instructions = 10000000, .memory = 16 << 20, .seconds = 2};

static const struct row_type type_steps = {"number of instructions, 1000 or more", "10000000", read_steps, "number alone"};
static const struct row_type type_size = {"size from 64 KiB to 64 GiB", "16 MiB", read_size, "text"};
static const struct row_type type_seconds = {"number of seconds, up to 3600", "2", read_seconds, "number alone"};

static const struct row limits_rows[] = {
    {"instructions", &type_steps, offsetof(struct limits, instructions), false, "10000000", NULL, "Lua instructions of one call"},
    {"memory", &type_size, offsetof(struct limits, memory), false, "16 MiB", NULL, "memory of one plugin"},
    {"seconds", &type_seconds, offsetof(struct limits, seconds), false, "2", NULL, "time of one call by the clock on the wall"},
};
const struct form limits_form = {"limits", limits_rows, 3, "What a plugin may use.",
                                 "limits: {instructions: 10000000, memory: 16 MiB, seconds: 2}\n"};
