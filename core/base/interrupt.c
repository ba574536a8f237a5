#include "base/interrupt.h"

#include <pthread.h>

static const int interrupts[] = {SIGINT, SIGTERM, SIGHUP};
enum { INTERRUPTS = sizeof interrupts / sizeof *interrupts };

sigset_t interrupts_hold(void)
{
    sigset_t held, before;
    sigemptyset(&held);
    for (size_t i = 0; i < INTERRUPTS; i++) sigaddset(&held, interrupts[i]);
    pthread_sigmask(SIG_BLOCK, &held, &before);
    return before;
}

void interrupts_release(const sigset_t *before)
{
    pthread_sigmask(SIG_SETMASK, before, NULL);
}

bool interrupts_wait(void)
{
    sigset_t pending;
    bool wait = false;
    if (sigpending(&pending) != 0) return false;
    for (size_t i = 0; i < INTERRUPTS; i++) wait = wait || sigismember(&pending, interrupts[i]) == 1;
    return wait;
}
