/* huge.h - large arrays that are visited at random. */
#ifndef RUNG_DATA_HUGE_H
#define RUNG_DATA_HUGE_H

#include <stddef.h>

/* As mem_alloc, and asks for huge pages where that pays: otherwise nearly every visit costs a walk through the page tables as well.
 * Free with mem_free. */
void *huge_alloc(size_t size);

#endif
