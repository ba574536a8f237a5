#include "data/load.h"

#include "base/mem.h"
#include "data/chain.h"
#include "data/chunk.h"
#include "data/exchange.h"
#include "data/header.h"
#include "data/partners.h"
#include "data/table.h"

enum {
    BAND_BYTES = 1 << 24, /* of the file: the rows of one band, narrow, then fit a core's cache */
    BANDS_MAX = 256
};

struct loading {
    struct dataset *dataset;
    struct intake *intakes; /* per table, then of the rates; sources stay open until the end */
    size_t *by_size;        /* intakes, largest file first */
    size_t count, files;    /* tables; with the rates, when there are any */
    const struct exchange_spec *exchange_spec;
    struct exchange exchange;
    size_t chunk_size;
    struct pool pool;
    atomic_bool stop;
    struct problems *problems;
    struct load_watch *watch;
};

static bool out_of_memory(struct loading *loading)
{
    loading->problems->out_of_memory = true;
    return false;
}

static void digest_one(void *context, size_t index, int worker)
{
    struct loading *loading = context;
    (void)worker;
    source_digest(&loading->intakes[loading->by_size[index]].source, &loading->stop);
}

static void sort_by_size(struct loading *loading)
{
    for (size_t i = 0; i < loading->files; i++) {
        size_t at = i;
        for (; at > 0 && loading->intakes[loading->by_size[at - 1]].source.born.st_size < loading->intakes[i].source.born.st_size; at--)
            loading->by_size[at] = loading->by_size[at - 1];
        loading->by_size[at] = i;
    }
}

/* Opens all files and reads all header rows first, so that everything that is wrong with any of them comes in one report. */
static bool open_all(struct loading *loading, const struct table_spec *specs)
{
    bool ok = true;
    for (size_t i = 0; i < loading->files; i++) {
        struct intake *intake = &loading->intakes[i];
        intake->spec = i < loading->count ? &specs[i] : loading->exchange_spec->rates;
        intake->partners = i > 0 && i < loading->count ? loading->dataset->keys : NULL;
        intake->exchange = &loading->exchange;
        intake->watch = loading->watch;
        bool opened = source_open(&intake->source, intake->spec, loading->problems);
        ok = opened && header_read(intake, loading->problems) && ok;
        if (loading->watch) loading->watch->total += intake->source.length;
    }
    return ok;
}

/* Bands are for rows of facts; without partners to speak of, or in a table whose rows must be seen in order, one will do. */
static void set_bands(struct intake *intake, size_t partners)
{
    size_t wanted = intake->source.length / BAND_BYTES + 1;
    intake->band_count = 1;
    intake->band_shift = 31;
    if (!intake->partners || intake->traced || wanted == 1 || partners < 2) return;
    wanted = wanted < BANDS_MAX ? wanted : BANDS_MAX;
    for (intake->band_shift = 0; (partners - 1) >> intake->band_shift >= wanted; intake->band_shift++) continue;
    intake->band_count = ((partners - 1) >> intake->band_shift) + 1;
}

static bool lay_out(struct loading *loading, struct intake *intake)
{
    size_t length = intake->source.length - intake->data_at, shortest = intake->field_count > 2 ? intake->field_count : 2;
    intake->chunk_size = intake->spec->partnerless ? length + 1 : loading->chunk_size; /* rates are few, and one piece */
    intake->chunk_count = (length + intake->chunk_size - 1) / intake->chunk_size;
    intake->row_room = (length < intake->chunk_size ? length : intake->chunk_size) / shortest + 2;
    intake->bench_count = loading->pool.workers;
    intake->chunks = mem_zero(intake->chunk_count, sizeof *intake->chunks);
    intake->benches = mem_zero((size_t)intake->bench_count, sizeof *intake->benches);
    set_bands(intake, loading->dataset->partners);
    return intake->chunks && intake->benches;
}

static void release_intake(struct intake *intake)
{
    intake_release_benches(intake);
    for (size_t i = 0; intake->chunks && i < intake->chunk_count; i++) chunk_release(&intake->chunks[i], intake);
    mem_free(intake->chunks);
    mem_free(intake->plans);
    source_release(&intake->source);
}

static void report_empty(const struct intake *intake, const struct table *table, struct problems *problems)
{
    bool partners = !intake->partners, waivers = intake->spec->fixed && !intake->spec->partnerless;
    struct place place = {.file = intake->spec->path};
    if (intake->spec->history || waivers || table->rows > 0 || (table->set_aside > 0 && !partners)) return;
    struct problem *problem =
        problem_add(problems, partners ? SEVERITY_ERROR : SEVERITY_WARNING, STAGE_DATA, place,
                    partners ? "give it a row for each partner" : "export the table again if it should have rows",
                    partners && table->set_aside > 0 ? "table %s has no row that can be used" : "table %s has no rows", intake->spec->name);
    problem_about(problems, problem, (struct text){NULL, 0}, text_of(intake->spec->name));
}

/* The partner table has none: it comes to no partner if its row does not. */
static void count_troubles(struct dataset *dataset, const struct intake *intake)
{
    for (size_t i = 0; i < intake->chunk_count; i++)
        for (size_t k = 0; k < intake->chunks[i].troubled_count; k++) dataset->troubles[intake->chunks[i].troubled[k]]++;
}

static bool load_table(struct loading *loading, size_t index)
{
    struct dataset *dataset = loading->dataset;
    struct intake *intake = &loading->intakes[index];
    struct table *table = &dataset->tables[index];
    if (!lay_out(loading, intake)) return out_of_memory(loading);
    if (!chain_parse(intake, &loading->pool, loading->problems)) return false;
    count_troubles(dataset, intake);
    if (!table_build(intake, &loading->pool, dataset, table, loading->problems)) return false;
    table->bytes = (uint64_t)intake->source.born.st_size;
    report_empty(intake, table, loading->problems);
    return true;
}

static bool load_rates(struct loading *loading)
{
    struct intake *intake = &loading->intakes[loading->count];
    struct table *table = &loading->dataset->rates;
    table->spec = intake->spec;
    table->bytes = (uint64_t)intake->source.born.st_size;
    if (!lay_out(loading, intake)) return out_of_memory(loading);
    if (!chain_parse(intake, &loading->pool, loading->problems)) return false;
    if (!exchange_make(&loading->exchange, loading->exchange_spec, intake, table, loading->problems)) return out_of_memory(loading);
    intake_release_benches(intake);
    return true;
}

/* Rates come first, then the partner table: the others look their rows' partners up in it. */
static bool load_all(struct loading *loading)
{
    struct dataset *dataset = loading->dataset;
    if (loading->exchange_spec && !load_rates(loading)) return false;
    if (!load_table(loading, 0)) return false;
    dataset->partners = dataset->tables[0].rows;
    dataset->troubles = mem_zero(dataset->partners, sizeof *dataset->troubles);
    if (!dataset->troubles) return out_of_memory(loading);
    bool ok = dataset->partners > 0;
    for (size_t i = 1; ok && i < loading->count; i++) ok = load_table(loading, i);
    return ok;
}

static bool load_in_parallel(struct loading *loading, int threads)
{
    if (!pool_start(&loading->pool, threads)) return out_of_memory(loading);
    sort_by_size(loading);
    pool_later(&loading->pool, loading->files, digest_one, loading);
    bool ok = load_all(loading);
    atomic_store(&loading->stop, !ok);
    pool_finish(&loading->pool);
    for (size_t i = 0; ok && i < loading->files; i++) {
        struct table *table = i < loading->count ? &loading->dataset->tables[i] : &loading->dataset->rates;
        ok = source_check(&loading->intakes[i].source, loading->problems);
        memcpy(table->digest, loading->intakes[i].source.digest, sizeof table->digest);
    }
    return ok;
}

static bool prepare(struct loading *loading)
{
    struct dataset *dataset = loading->dataset;
    dataset->tables = arena_array(&dataset->arena, loading->count, sizeof *dataset->tables);
    dataset->keys = arena_alloc(&dataset->arena, sizeof *dataset->keys);
    loading->intakes = mem_zero(loading->files, sizeof *loading->intakes);
    loading->by_size = mem_zero(loading->files, sizeof *loading->by_size);
    dataset->table_count = dataset->tables ? loading->count : 0;
    for (size_t i = 0; loading->intakes && i < loading->files; i++) loading->intakes[i].source.file = -1;
    return dataset->tables && dataset->keys && loading->intakes && loading->by_size;
}

bool load_dataset(struct dataset *dataset, const struct table_spec *specs, size_t count, const struct load_options *options,
                  struct problems *problems)
{
    struct loading loading = {
        .dataset = dataset,
        .count = count,
        .chunk_size = options->chunk > 0 ? options->chunk : LOAD_CHUNK,
        .problems = problems,
        .watch = options->watch,
    };
    for (size_t i = 0; i < count; i++)
        if (specs[i].exchange) loading.exchange_spec = specs[i].exchange;
    loading.files = count + (loading.exchange_spec != NULL);
    *dataset = (struct dataset){0};
    bool ok = prepare(&loading) || out_of_memory(&loading);
    ok = ok && open_all(&loading, specs) && load_in_parallel(&loading, options->threads);
    for (size_t i = 0; loading.intakes && i < loading.files; i++) release_intake(&loading.intakes[i]);
    exchange_release(&loading.exchange);
    mem_free(loading.intakes);
    mem_free(loading.by_size);
    problems_sort(problems);
    return ok && !problems->out_of_memory;
}
