#include "run/coverage.h"

#include <sys/mman.h>

bool coverage_open(struct coverage *coverage, const struct ruleset *rules, struct arena *arena)
{
    struct lines *plugins = arena_array(arena, rules->plugin_count + 1, sizeof *plugins);
    size_t size = 1;
    if (!plugins) return false;
    for (size_t i = 0; i < rules->plugin_count; i++) {
        plugins[i].count = lines_most(rules->plugins[i]->source.bytes);
        size += 2 * plugins[i].count;
    }
    _Atomic unsigned char *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (bytes == MAP_FAILED) return false;
    *coverage = (struct coverage){.plugins = plugins, .count = rules->plugin_count, .mapping = bytes, .mapping_size = size};
    for (size_t i = 0; i < rules->plugin_count; i++) {
        plugins[i].can = bytes;
        plugins[i].ran = bytes + plugins[i].count;
        bytes += 2 * plugins[i].count;
    }
    return true;
}

void coverage_close(struct coverage *coverage)
{
    if (coverage->mapping) munmap(coverage->mapping, coverage->mapping_size);
    *coverage = (struct coverage){0};
}
