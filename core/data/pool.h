/* pool.h - a few threads for the time of one load.
 *
 * pool_each runs a job for every index and returns when all are done; indices are handed out in ascending order. Jobs given to
 * pool_later run when a helper has a hand free (first things first: helpers prefer them), at the latest in pool_finish. The thread
 * that owns the pool is worker 0. No thread is left after pool_finish. */
#ifndef RUNG_DATA_POOL_H
#define RUNG_DATA_POOL_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { POOL_THREADS_MAX = 256 };

typedef void pool_job(void *context, size_t index, int worker);

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t *helpers;
    int helper_count;
    int workers; /* helpers and the owner */
    int arrived; /* helpers that have taken their number */
    pool_job *job;
    void *context;
    size_t next, count, running;
    pool_job *later;
    void *later_context;
    size_t later_next, later_count;
    bool ending;
};

bool pool_start(struct pool *pool, int threads); /* fewer when the system gives no more; false: not even a lock */
void pool_each(struct pool *pool, size_t count, pool_job *job, void *context);
void pool_later(struct pool *pool, size_t count, pool_job *job, void *context); /* once per pool */
void pool_finish(struct pool *pool);

#endif
