/* Bytes as program.yaml: reading it and loading it must end with a program or with problems, never with a crash. `make fuzz` runs
 * it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "program/program.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static bool write_program(const char *path, const uint8_t *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    if (!file) return false;
    bool written = fwrite(bytes, 1, size, file) == size;
    return fclose(file) == 0 && written;
}

static void load(const char *folder)
{
    struct arena arena = {0};
    struct problems problems = {0};
    struct buf said = {0};
    struct program *program = program_load(folder, NULL, &arena, &problems);
    if (!program && !problems_fatal(&problems)) abort(); /* refused without a word */
    for (size_t i = 0; i < problems.count; i++) problem_format(&problems.items[i], false, &said);
    program_check(folder, NULL, NULL, &arena, &problems);
    buf_release(&said);
    problems_release(&problems);
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char folder[] = "/tmp/rung-fuzz-XXXXXX", path[64];
    if (!mkdtemp(folder)) return 0;
    snprintf(path, sizeof path, "%s/program.yaml", folder);
    if (write_program(path, bytes, size)) load(folder);
    unlink(path);
    rmdir(folder);
    return 0;
}
