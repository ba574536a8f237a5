#include "out/recorded.h"

#include <errno.h>

#include "base/file.h"
#include "base/number.h"

static const char record_file[] = "run.json";
enum { RECORD_MOST = 64 << 20 };

static const struct node no_node = {.kind = NODE_LIST};

const struct node *recorded_in(const struct node *map, const char *key)
{
    const struct node *node = node_get(map, key);
    return node ? node : &no_node;
}

const char *recorded_word(const struct node *map, const char *key)
{
    const struct node *node = recorded_in(map, key);
    bool given = node->kind == NODE_SCALAR && node->quoted;
    return given ? node->scalar.ptr : "";
}

size_t recorded_count(const struct node *map, const char *key)
{
    const struct node *node = recorded_in(map, key);
    double count = 0;
    bool given = node->kind == NODE_SCALAR && !node->quoted && number_parse(node->scalar, &count) && count >= 0 && count < 1e15;
    return given ? (size_t)count : 0;
}

const struct node *recorded_entry(const struct node *list, const char *key, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(recorded_word(list->items[i], key), name) == 0) return list->items[i];
    return NULL;
}

/* What YAML's reader finds wrong is how to mend a file that a person wrote, and is not told: nobody writes a record. */
static const struct node *read_record(const char *path, const struct buf *bytes, struct arena *arena, struct problems *problems)
{
    struct problems found = {0};
    struct text copy = arena_text(arena, buf_view(bytes));
    const struct node *record = copy.ptr ? yaml_read(path, copy, arena, &found) : NULL;
    problems->out_of_memory |= found.out_of_memory || arena->failed;
    bool good = found.errors == 0;
    problems_release(&found);
    return good ? record : NULL;
}

static bool is_whole(const struct node *record)
{
    return *recorded_word(record, "rung") && *recorded_word(recorded_in(record, "program"), "folder") &&
           recorded_in(record, "outputs")->count > 0;
}

const struct node *recorded_read(const char *folder, struct arena *arena, struct problems *problems)
{
    struct buf bytes = {.ceiling = RECORD_MOST};
    const char *path = arena_printf(arena, "%s/%s", folder, record_file);
    const struct node *record = NULL;
    bool read = path && file_read_path(path, &bytes);
    if (!path || (!read && errno == ENOMEM))
        problems->out_of_memory = true;
    else if (!read)
        problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = folder},
                    "name a folder that rung run has written, with all of its files", "there is no %s to read here: %s", record_file,
                    strerror(errno));
    else
        record = read_record(path, &bytes, arena, problems);
    buf_release(&bytes);
    if (is_whole(record)) return record;
    if (read && !problems->out_of_memory)
        problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = path}, "run the program again",
                    "this is not the record of a run, or only a part of one");
    return NULL;
}
