/* history.h - rung history: what the store of finished runs holds. */
#ifndef RUNG_CLI_HISTORY_H
#define RUNG_CLI_HISTORY_H

#include "cli/options.h"

int history_command(const struct arguments *arguments);

#endif
