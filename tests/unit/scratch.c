#include "scratch.h"

#include <stdio.h>
#include <stdlib.h>

int scratch_make(struct scratch *scratch, const char *name)
{
    *scratch = (struct scratch){.root = "/tmp/rung-test-XXXXXX"};
    if (!mkdtemp(scratch->root)) return -1;
    snprintf(scratch->path, sizeof scratch->path, "%s/%s", scratch->root, name);
    return 0;
}

int scratch_remove(struct scratch *scratch)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", scratch->root);
    arena_release(&scratch->arena);
    problems_release(&scratch->problems);
    return system(command);
}
