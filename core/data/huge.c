#include "data/huge.h"

#include <stdint.h>
#include <sys/mman.h>

#include "base/mem.h"

enum { HUGE_PAGE = 1 << 21 };

void *huge_alloc(size_t size)
{
    char *block = mem_alloc(size);
    if (!block || size < 2 * (size_t)HUGE_PAGE) return block;
    size_t before = (HUGE_PAGE - (uintptr_t)block % HUGE_PAGE) % HUGE_PAGE;
    madvise(block + before, (size - before) / HUGE_PAGE * HUGE_PAGE, MADV_HUGEPAGE); /* only a wish: no need to know */
    return block;
}
