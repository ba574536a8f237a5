#include "base/temp_folder.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *at)
{
    (void)status, (void)type, (void)at;
    return remove(path);
}

bool temp_folder_make(char folder[PATH_MAX], struct problems *problems)
{
    const char *parent = getenv("TMPDIR");
    int length = snprintf(folder, PATH_MAX, "%s/" TEMP_FOLDER_PREFIX "XXXXXX", parent && *parent ? parent : P_tmpdir);
    if (length < PATH_MAX && mkdtemp(folder)) return true;
    problem_add(problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){0}, "set TMPDIR to a folder with room",
                "no temporary folder can be made: %s", strerror(errno));
    return false;
}

void temp_folder_remove(const char *folder)
{
    nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}
