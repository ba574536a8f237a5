/* Several lists of problems as one, and their order. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/problem.h"

static bool same_string(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_problem(const struct problem *a, const struct problem *b)
{
    return a->place.line == b->place.line && a->place.column == b->place.column && a->severity == b->severity && a->stage == b->stage &&
           same_string(a->what, b->what) && same_string(a->place.file, b->place.file) && same_string(a->partner, b->partner) &&
           same_string(a->subject, b->subject);
}

/* FNV-1a */
static uint64_t hash_string(uint64_t hash, const char *string)
{
    for (const char *at = string ? string : ""; *at; at++) hash = (hash ^ (unsigned char)*at) * UINT64_C(0x100000001b3);
    return hash;
}

static uint64_t hash_problem(const struct problem *problem)
{
    uint64_t hash = hash_string(UINT64_C(0xcbf29ce484222325), problem->what);
    hash = hash_string(hash, problem->partner);
    hash = (hash ^ problem->place.line) * UINT64_C(0x100000001b3);
    return hash ^ hash >> 32;
}

/* Open addressing over the items of one list; a slot holds index + 1, 0 is free. */
struct seen {
    size_t *slots;
    size_t mask;
};

static bool seen_init(struct seen *seen, size_t items)
{
    size_t size = 16;
    while (size < items * 2) size *= 2;
    seen->mask = size - 1;
    seen->slots = mem_zero(size, sizeof *seen->slots);
    return seen->slots != NULL;
}

/* The slot where the problem is, or where it belongs. */
static size_t *seen_slot(const struct seen *seen, const struct problems *problems, const struct problem *problem)
{
    size_t at = (size_t)hash_problem(problem) & seen->mask;
    while (seen->slots[at] != 0 && !same_problem(&problems->items[seen->slots[at] - 1], problem)) at = (at + 1) & seen->mask;
    return &seen->slots[at];
}

static const char *copy_string(struct problems *into, const char *string)
{
    const char *copy = string ? arena_string(&into->arena, text_of(string)) : NULL;
    if (string && !copy) into->out_of_memory = true;
    return copy;
}

/* True when the copy is kept. Line and detail were made visible and cut when they were set: they pass as they are. */
static bool copy_problem(struct problems *into, const struct problem *from)
{
    size_t before = into->count;
    struct problem *copy = problem_add(into, from->severity, from->stage, from->place, from->cure, "%s", from->what);
    problem_about(into, copy, text_of(from->partner), text_of(from->subject));
    if (into->count == before) return false;
    copy->line = copy_string(into, from->line);
    copy->line_shift = from->line_shift;
    copy->detail = copy_string(into, from->detail);
    return true;
}

static void count_unlisted(struct problems *into, const struct problems *from)
{
    size_t errors = 0, warnings = 0;
    for (size_t i = 0; i < from->count; i++) {
        errors += from->items[i].severity == SEVERITY_ERROR;
        warnings += from->items[i].severity == SEVERITY_WARNING;
    }
    into->errors += from->errors - errors;
    into->warnings += from->warnings - warnings;
    into->unlisted += from->unlisted;
    into->out_of_memory |= from->out_of_memory;
}

void problems_merge(struct problems *into, const struct problems *from)
{
    struct seen seen;
    count_unlisted(into, from);
    if (from->count == 0) return;
    if (!seen_init(&seen, into->count + from->count)) {
        into->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < into->count; i++) *seen_slot(&seen, into, &into->items[i]) = i + 1;
    for (size_t i = 0; i < from->count; i++) {
        size_t *slot = seen_slot(&seen, into, &from->items[i]);
        if (*slot == 0 && copy_problem(into, &from->items[i])) *slot = into->count;
    }
    mem_free(seen.slots);
}

static int order_of(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int compare_problems(const void *left, const void *right)
{
    const struct problem *a = left, *b = right;
    int order = order_of(a->stage, b->stage);
    if (order == 0) order = strcmp(a->place.file ? a->place.file : "", b->place.file ? b->place.file : "");
    if (order == 0) order = order_of(a->place.line, b->place.line);
    if (order == 0) order = order_of(a->place.column, b->place.column);
    return order != 0 ? order : order_of(a->arrival, b->arrival);
}

void problems_sort(struct problems *problems)
{
    if (problems->count > 1) qsort(problems->items, problems->count, sizeof *problems->items, compare_problems);
}
