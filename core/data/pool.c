#include "data/pool.h"

#include "base/mem.h"

/* Takes the next index of the job at hand; called with the lock held. */
static bool take(struct pool *pool, size_t *index)
{
    if (pool->next >= pool->count) return false;
    *index = pool->next++;
    pool->running++;
    return true;
}

static void run_taken(struct pool *pool, size_t index, int worker)
{
    pool_job *job = pool->job;
    void *context = pool->context;
    pthread_mutex_unlock(&pool->lock);
    job(context, index, worker);
    pthread_mutex_lock(&pool->lock);
    if (--pool->running == 0 && pool->next >= pool->count) pthread_cond_broadcast(&pool->changed);
}

/* Runs one of the jobs for later, if any is left; called with the lock held. */
static bool run_later(struct pool *pool, int worker)
{
    if (pool->later_next >= pool->later_count) return false;
    size_t index = pool->later_next++;
    pthread_mutex_unlock(&pool->lock);
    pool->later(pool->later_context, index, worker);
    pthread_mutex_lock(&pool->lock);
    return true;
}

static void *help(void *argument)
{
    struct pool *pool = argument;
    size_t index;
    pthread_mutex_lock(&pool->lock);
    int worker = ++pool->arrived;
    for (;;) {
        if (run_later(pool, worker)) continue;
        if (take(pool, &index))
            run_taken(pool, index, worker);
        else if (pool->ending)
            break;
        else
            pthread_cond_wait(&pool->changed, &pool->lock);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

bool pool_start(struct pool *pool, int threads)
{
    *pool = (struct pool){.workers = 1};
    if (threads > POOL_THREADS_MAX) threads = POOL_THREADS_MAX;
    if (pthread_mutex_init(&pool->lock, NULL) != 0) return false;
    if (pthread_cond_init(&pool->changed, NULL) != 0) {
        pthread_mutex_destroy(&pool->lock);
        return false;
    }
    pool->helpers = threads > 1 ? mem_alloc((size_t)(threads - 1) * sizeof *pool->helpers) : NULL;
    while (pool->helpers && pool->workers < threads && pthread_create(&pool->helpers[pool->helper_count], NULL, help, pool) == 0) {
        pool->helper_count++;
        pool->workers++;
    }
    return true;
}

void pool_each(struct pool *pool, size_t count, pool_job *job, void *context)
{
    size_t index;
    pthread_mutex_lock(&pool->lock);
    pool->job = job;
    pool->context = context;
    pool->next = 0;
    pool->count = count;
    pthread_cond_broadcast(&pool->changed);
    while (take(pool, &index)) run_taken(pool, index, 0);
    while (pool->running > 0) pthread_cond_wait(&pool->changed, &pool->lock);
    pthread_mutex_unlock(&pool->lock);
}

void pool_later(struct pool *pool, size_t count, pool_job *job, void *context)
{
    pthread_mutex_lock(&pool->lock);
    pool->later = job;
    pool->later_context = context;
    pool->later_count = count;
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
}

void pool_finish(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    while (run_later(pool, 0)) continue;
    pool->ending = true;
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
    for (int i = 0; i < pool->helper_count; i++) pthread_join(pool->helpers[i], NULL);
    mem_free(pool->helpers);
    pthread_cond_destroy(&pool->changed);
    pthread_mutex_destroy(&pool->lock);
}
