#include "data/revisit.h"

#include "base/mem.h"
#include "data/complaint.h"

static bool read_chunk(struct revisit *revisit, size_t index)
{
    struct intake *intake = revisit->intake;
    const struct chunk *chunk = &intake->chunks[index];
    size_t length = chunk->end - chunk->start;
    mem_free(revisit->text);
    revisit->text = mem_alloc(length + CSV_PADDING);
    if (!revisit->fields) revisit->fields = mem_alloc(intake->field_count * sizeof *revisit->fields);
    if (!revisit->text || !revisit->fields || !source_read(&intake->source, chunk->start, length, revisit->text)) return false;
    memset(revisit->text + length, 0, CSV_PADDING);
    revisit->chunk = index;
    revisit->lexer = (struct csv_lexer){
        .text = revisit->text,
        .length = length,
        .whole = true,
        .delimiter = intake->delimiter,
        .fields = revisit->fields,
        .cap = intake->field_count,
    };
    return true;
}

static bool find_record(struct revisit *revisit, size_t chunk, size_t row, struct csv_record *record)
{
    const struct chunk *it = &revisit->intake->chunks[chunk];
    bool here = revisit->text && revisit->chunk == chunk;
    if (!here && !read_chunk(revisit, chunk)) return false;
    csv_start(&revisit->lexer, it->traces[row].offset, revisit_line(it, row));
    return csv_next(&revisit->lexer, record) == CSV_RECORD;
}

bool revisit_repeated(struct revisit *revisit, size_t chunk, size_t row, size_t lane, uint32_t first_line, struct problems *problems)
{
    const struct intake *intake = revisit->intake;
    struct csv_record record;
    if (!find_record(revisit, chunk, row, &record)) return false;
    bool key = lane == SIZE_MAX;
    size_t field = key ? intake->key_field : intake->plans[lane].field;
    struct text partner = text_trim(csv_text(&revisit->fields[intake->key_field]));
    struct spot spot = {intake->spec, problems, revisit->text, revisit->lexer.length, &record, partner};
    complain_repeated(&spot, key ? &intake->spec->columns[intake->spec->key] : intake->plans[lane].spec, &revisit->fields[field],
                      first_line);
    intake->chunks[chunk].owners[row] = ROW_GONE;
    intake->chunks[chunk].set_aside++;
    return true;
}

void revisit_release(struct revisit *revisit)
{
    mem_free(revisit->text);
    mem_free(revisit->fields);
}
