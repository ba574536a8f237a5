#include "run/results.h"

#include <math.h>
#include <sys/mman.h>

enum { TEXT_ALIGN = 8, TEXT_BLOCK = 64 * 1024, TEXT_AVERAGE = 512 };

static size_t aligned(size_t size)
{
    return (size + 63) & ~(size_t)63;
}

/* Reserved, not used: pages that nobody writes cost nothing. */
static size_t texts_reserve(size_t entries)
{
    size_t size = entries * TEXT_AVERAGE + 64 * (size_t)TEXT_BLOCK;
    size_t most = (size_t)UINT32_MAX * TEXT_ALIGN;
    return size < most ? size : most;
}

bool results_open(struct results *results, size_t partners, size_t metrics, size_t incentives, bool percentiles)
{
    size_t measures = aligned(partners * metrics * sizeof(struct measure));
    size_t awards = aligned(partners * incentives * sizeof(struct award));
    size_t ranks = percentiles ? aligned(partners * metrics * sizeof(double)) : 0;
    size_t texts = texts_reserve(partners * (metrics + incentives));
    size_t size = 64 + measures + awards + ranks + texts;
    char *base = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED) return false;
    *results = (struct results){.partners = partners, .metrics = metrics, .incentives = incentives, .mapping = base, .mapping_size = size};
    results->texts_used = (_Atomic uint64_t *)(void *)base;
    results->measures = (struct measure *)(void *)(base + 64);
    results->awards = (struct award *)(void *)(base + 64 + measures);
    if (percentiles) results->percentiles = (double *)(void *)(base + 64 + measures + awards);
    results->texts = base + 64 + measures + awards + ranks;
    results->texts_size = texts;
    atomic_store(results->texts_used, TEXT_ALIGN);
    return true;
}

void results_close(struct results *results)
{
    if (results->mapping) munmap(results->mapping, results->mapping_size);
    *results = (struct results){0};
}

static uint64_t text_hash(struct text text)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < text.len; i++) hash = (hash ^ (unsigned char)text.ptr[i]) * 0x100000001b3u;
    return hash ^ hash >> 29;
}

static bool text_take_block(struct text_writer *writer, size_t need)
{
    struct results *results = writer->results;
    size_t block = need > TEXT_BLOCK ? need : TEXT_BLOCK;
    uint64_t at = atomic_fetch_add(results->texts_used, block);
    if (at > results->texts_size || results->texts_size - at < block) return false;
    writer->at = at;
    writer->end = at + block;
    return true;
}

uint32_t results_text_put(struct text_writer *writer, struct text text)
{
    if (text.len == 0) return 0;
    if (text.len > TEXT_MAX) text.len = TEXT_MAX;
    uint32_t *cached = &writer->cache[text_hash(text) % TEXT_CACHE];
    if (*cached && text_equal(results_text(writer->results, *cached), text)) return *cached;
    uint16_t length = (uint16_t)text.len;
    size_t need = (sizeof length + text.len + TEXT_ALIGN - 1) & ~(size_t)(TEXT_ALIGN - 1);
    if (writer->end - writer->at < need && !text_take_block(writer, need)) return 0;
    char *entry = writer->results->texts + writer->at;
    memcpy(entry, &length, sizeof length);
    memcpy(entry + sizeof length, text.ptr, text.len);
    *cached = (uint32_t)(writer->at / TEXT_ALIGN);
    writer->at += need;
    return *cached;
}

struct text results_text(const struct results *results, uint32_t reference)
{
    uint64_t at = (uint64_t)reference * TEXT_ALIGN;
    uint16_t length;
    if (reference == 0 || at + sizeof length > results->texts_size) return text_of("");
    memcpy(&length, results->texts + at, sizeof length);
    if (length > TEXT_MAX || at + sizeof length + length > results->texts_size) return text_of("");
    return (struct text){results->texts + at + sizeof length, length};
}

static bool measure_honest(const struct measure *measure)
{
    return measure->state < MEASURE_STATE_COUNT && isfinite(measure->value) && (measure->state == MEASURE_VALUE || measure->value == 0);
}

static bool award_honest(const struct award *award)
{
    return award->kind < AWARD_KIND_COUNT && award->scale >= 0 && award->scale <= DECIMAL_MAX_SCALE;
}

/* NaN: the metric, or the partner, has none. */
static bool percentile_honest(double percentile)
{
    return isnan(percentile) || (percentile >= 0 && percentile <= 1);
}

static size_t check_percentiles(struct results *results)
{
    size_t bad = 0;
    for (size_t i = 0; results->percentiles && i < results->partners * results->metrics; i++) {
        if (percentile_honest(results->percentiles[i])) continue;
        results->percentiles[i] = NAN;
        results->measures[i] = (struct measure){.state = MEASURE_FAILED};
        bad++;
    }
    return bad;
}

size_t results_check(struct results *results)
{
    size_t bad = 0;
    for (size_t i = 0; i < results->partners * results->metrics; i++) {
        if (measure_honest(&results->measures[i])) continue;
        results->measures[i] = (struct measure){.state = MEASURE_FAILED};
        bad++;
    }
    for (size_t i = 0; i < results->partners * results->incentives; i++) {
        if (award_honest(&results->awards[i])) continue;
        results->awards[i] = (struct award){.kind = AWARD_FAILED};
        bad++;
    }
    return bad + check_percentiles(results);
}
