/* mem.h - the one door to the heap.
 *
 * Every allocation of Rung goes through here, so a test can make the n-th one and all later ones fail (RUNG_FAULTS builds
 * read RUNG_FAIL_ALLOC=n), or the n-th one alone (RUNG_FAIL_ONCE=1 besides). All return NULL when there is no memory;
 * nothing here aborts. Free with mem_free. */
#ifndef RUNG_BASE_MEM_H
#define RUNG_BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>

void *mem_alloc(size_t size);              /* not cleared; size 0 gives a pointer that may be freed */
void *mem_zero(size_t count, size_t size); /* cleared; NULL also when count * size overflows */
void *mem_resize(void *old, size_t size);  /* as realloc: old stays valid when this returns NULL */
void mem_free(void *block);                /* NULL is fine */

/* Makes room for `need` elements of `size` bytes in *array, doubling; true when there is room. Typical use:
 *     if (!mem_grow((void **)&v->items, &v->cap, v->count + 1, sizeof *v->items)) return false; */
bool mem_grow(void **array, size_t *capacity, size_t need, size_t size);

#endif
