/* library.h - where the plugins that come with Rung are. */
#ifndef RUNG_CLI_LIBRARY_H
#define RUNG_CLI_LIBRARY_H

#include <limits.h>
#include <stdbool.h>

/* Beside the program as it was installed (bin/../share/rung/plugins), or in the source tree that it was built in. False: neither. */
bool library_find(char path[PATH_MAX]);

#endif
