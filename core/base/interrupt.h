/* interrupt.h - SIGINT, SIGTERM and SIGHUP wait while files are made, until they are whole or gone again.
 *
 *     sigset_t before = interrupts_hold();
 *     ... files; a long stretch looks at interrupts_wait() from time to time, and gives up ...
 *     interrupts_release(&before);
 *
 * One that came meanwhile ends the process there. */
#ifndef RUNG_BASE_INTERRUPT_H
#define RUNG_BASE_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

sigset_t interrupts_hold(void); /* the mask to go back to; calls may be nested */
void interrupts_release(const sigset_t *before);
bool interrupts_wait(void); /* one has come */

#endif
