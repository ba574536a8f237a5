#include "data/chain.h"

#include "base/mem.h"
#include "data/chunk.h"
#include "data/complaint.h"
#include "data/partners.h"

static void parse_one(void *context, size_t index, int worker)
{
    chunk_parse(context, index, worker, CHUNK_GUESS);
}

/* Chunks that began where the one before did not end were parsed from a wrong guess (a line end within quotes): once more, from
 * where they do begin. What comes out is what one thread would have found. */
static void mend(struct intake *intake)
{
    size_t expected = intake->data_at;
    uint32_t line = intake->data_line;
    for (size_t i = 0; i < intake->chunk_count; i++) {
        struct chunk *chunk = &intake->chunks[i];
        size_t stop = intake->data_at + (i + 1) * intake->chunk_size;
        bool guess_held = chunk->start == expected && (chunk->state == CHUNK_DONE || chunk->state == CHUNK_BROKEN);
        if (expected >= stop) {
            chunk_release(chunk, intake);
            chunk->start = chunk->end = expected;
        } else if (!guess_held) {
            chunk_parse(intake, i, 0, expected);
        }
        chunk->first_line = line;
        if (chunk->state != CHUNK_DONE) return;
        line += chunk->lines;
        expected = chunk->end;
    }
}

static void add_problems(struct chunk *chunk, struct problems *problems)
{
    for (size_t i = 0; i < chunk->problems.count; i++) chunk->problems.items[i].place.line += chunk->first_line;
    if (chunk->problems.count > 0 || chunk->problems.out_of_memory) problems_merge(problems, &chunk->problems);
    problems_release(&chunk->problems);
}

/* Blank rows count as such only when something follows them; runs of neighbouring chunks are one. */
static void add_blanks(const struct intake *intake, struct problems *problems)
{
    uint32_t last = 0;
    struct blank_run run = {0, 0};
    for (size_t i = 0; i < intake->chunk_count; i++)
        if (intake->chunks[i].content) last = intake->chunks[i].first_line + intake->chunks[i].last_line;
    for (size_t i = 0; i < intake->chunk_count; i++) {
        const struct chunk *chunk = &intake->chunks[i];
        for (size_t k = 0; k < chunk->blank_count; k++) {
            uint32_t line = chunk->first_line + chunk->blanks[k].line;
            if (run.count > 0 && line == run.line + run.count) {
                run.count += chunk->blanks[k].count;
                continue;
            }
            if (run.count > 0 && run.line < last) complain_blank(intake->spec, problems, run.line, run.count);
            run = (struct blank_run){line, chunk->blanks[k].count};
        }
    }
    if (run.count > 0 && run.line < last) complain_blank(intake->spec, problems, run.line, run.count);
}

static void add_surplus(const struct intake *intake, struct problems *problems)
{
    struct row_tally all = {0, 0};
    for (size_t i = 0; i < intake->chunk_count; i++) {
        const struct chunk *chunk = &intake->chunks[i];
        if (all.count == 0 && chunk->surplus.count > 0) all.line = chunk->first_line + chunk->surplus.line;
        all.count += chunk->surplus.count;
    }
    if (all.count > 0) complain_surplus(intake->spec, problems, all.line, all.count);
}

/* Rows of a chunk do not come in order: those that were set aside for something else as well come first. */
static void add_row(struct row_tally *tally, uint32_t line)
{
    if (tally->count++ == 0 || line < tally->line) tally->line = line;
}

/* One note for all rows of a partner whose own row was set aside. */
static bool add_orphans(const struct intake *intake, struct problems *problems)
{
    const struct words *lost = intake->partners ? &intake->partners->lost : NULL;
    if (!lost || lost->count == 0) return true;
    struct row_tally *all = mem_zero(lost->count, sizeof *all);
    for (size_t i = 0; all && i < intake->chunk_count; i++) {
        const struct chunk *chunk = &intake->chunks[i];
        for (size_t k = 0; k < chunk->orphan_count; k++) {
            struct orphan orphan = chunk->orphans[k];
            add_row(&all[orphan.lost], chunk->first_line + orphan.line);
        }
    }
    for (size_t i = 0; all && i < lost->count; i++)
        if (all[i].count > 0) complain_orphans(intake->spec, problems, lost->items[i], all[i].line, all[i].count);
    mem_free(all);
    return all != NULL;
}

/* Says why the table cannot be read on. A broken chunk's last problem is what broke it; what else was found on the way there
 * would only hide it: with a wrong encoding or an open quote, cells are not what they seem. */
static bool report_stop(struct intake *intake, struct chunk *chunk, struct problems *problems)
{
    struct problems *found = &chunk->problems;
    if (chunk->state == CHUNK_UNREAD)
        source_check(&intake->source, problems);
    else if (chunk->state != CHUNK_BROKEN || found->count == 0)
        problems->out_of_memory = true;
    if (chunk->state != CHUNK_BROKEN || found->count == 0) return false;
    struct problems last = {.items = &found->items[found->count - 1], .count = 1, .errors = 1};
    last.items->place.line += chunk->first_line;
    problems_merge(problems, &last);
    return false;
}

static bool collect(struct intake *intake, struct problems *problems)
{
    for (size_t i = 0; i < intake->chunk_count; i++)
        if (intake->chunks[i].state != CHUNK_DONE) return report_stop(intake, &intake->chunks[i], problems);
    for (size_t i = 0; i < intake->chunk_count; i++) add_problems(&intake->chunks[i], problems);
    return !problems->out_of_memory;
}

bool chain_parse(struct intake *intake, struct pool *pool, struct problems *problems)
{
    pool_each(pool, intake->chunk_count, parse_one, intake);
    mend(intake);
    if (!collect(intake, problems)) return false;
    add_blanks(intake, problems);
    add_surplus(intake, problems);
    if (!add_orphans(intake, problems)) problems->out_of_memory = true;
    return !problems->out_of_memory;
}
