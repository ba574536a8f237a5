#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef RUNG_FAULTS

#include <stdatomic.h>

/* Test builds only: the one place with state of its own, because the heap is one for the whole process. */
static atomic_long fault_limit = -1; /* the n-th allocation fails; 0: none does; -1: not read yet */
static atomic_long fault_count;

static long fault_limit_from_environment(void)
{
    const char *text = getenv("RUNG_FAIL_ALLOC");
    long limit = text ? strtol(text, NULL, 10) : 0;
    return limit > 0 ? limit : 0;
}

static bool fault_due(void)
{
    long limit = atomic_load(&fault_limit);
    if (limit < 0) {
        limit = fault_limit_from_environment();
        atomic_store(&fault_limit, limit);
    }
    if (limit == 0) return false;
    long count = atomic_fetch_add(&fault_count, 1) + 1;
    return getenv("RUNG_FAIL_ONCE") ? count == limit : count >= limit;
}

#else

static inline bool fault_due(void)
{
    return false;
}

#endif

/* malloc(0) may answer NULL, which here means out of memory. */
static size_t at_least_one(size_t size)
{
    return size > 0 ? size : 1;
}

void *mem_alloc(size_t size)
{
    return fault_due() ? NULL : malloc(at_least_one(size));
}

void *mem_zero(size_t count, size_t size)
{
    size_t bytes;
    if (fault_due() || __builtin_mul_overflow(count, size, &bytes)) return NULL;
    return calloc(1, at_least_one(bytes));
}

void *mem_resize(void *old, size_t size)
{
    return fault_due() ? NULL : realloc(old, at_least_one(size));
}

void mem_free(void *block)
{
    free(block);
}

static size_t doubled(size_t capacity, size_t need)
{
    size_t first = 8;
    size_t twice = capacity > SIZE_MAX / 2 ? SIZE_MAX : capacity * 2;
    size_t next = twice > first ? twice : first;
    return next > need ? next : need;
}

bool mem_grow(void **array, size_t *capacity, size_t need, size_t size)
{
    if (need <= *capacity) return true;
    size_t wanted = doubled(*capacity, need), bytes;
    if (__builtin_mul_overflow(wanted, size, &bytes)) return false;

    /* *array is really a pointer of another type: copied as bytes, so that no aliasing rule is bent. */
    void *old, *grown;
    memcpy(&old, array, sizeof old);
    grown = mem_resize(old, bytes);
    if (!grown) return false;
    memcpy(array, &grown, sizeof grown);
    *capacity = wanted;
    return true;
}
