/* jail.h - the process that enters Lua gives up what it does not need, for good.
 *
 * No files (all descriptors but the kept ones are closed, standard ones are /dev/null, none can be opened beyond a few, none written),
 * no new processes or privileges, no core, bounded address space; it dies with the thread that forked it. With libseccomp only
 * memory, the kept descriptors, clocks and exit remain of the system. It cannot be left again.
 *
 * Builds with RUNG_OPEN_JAIL, for valgrind and the thread checker only, which need calls, addresses and a log of their own,
 * leave out the bounds of address space and file size and the filter of calls. */
#ifndef RUNG_LUA_JAIL_H
#define RUNG_LUA_JAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/problem.h"

/* Call right after the fork. False: the process has to _exit(JAIL_EXIT_REFUSED). */
bool jail_enter(const int *keep_fds, size_t count);

/* How a jailed process gives up by itself, with _exit. */
enum { JAIL_EXIT_REFUSED = 71 /* the system would not lock it in */, JAIL_EXIT_STARVED = 72 /* the machine has no memory for it */ };

/* In the parent, with what waitpid said: reports why the process gave up. False: it did not; a plugin brought it down. */
bool jail_gave_up(int wait_status, struct problems *problems);

#endif
