#include "run/run.h"

#include <math.h>

#include "run/traits.h"

bool card_reader_init(struct card_reader *reader, const struct run *run, struct arena *arena)
{
    size_t columns = run->program->tables[0].column_count;
    *reader = (struct card_reader){.run = run};
    reader->attributes = arena_array(arena, columns ? columns : 1, sizeof *reader->attributes);
    return reader->attributes && card_init(&reader->card, run->program, arena) && margin_init(&reader->margin, run->program, arena);
}

static bool read_lapsed(struct card_reader *reader, struct arena *arena)
{
    if (!reader->run->lapsed) return true;
    reader->lapsed = arena_alloc(arena, sizeof *reader->lapsed);
    return reader->lapsed && card_reader_init(reader->lapsed, reader->run->lapsed, arena);
}

bool card_reader_search(struct card_reader *reader, struct arena *arena)
{
    reader->traits = metric_traits(reader->run, arena);
    reader->search = reader->traits ? next_search_new(reader->run->program, reader->traits, arena) : NULL;
    reader->found = arena_array(arena, reader->run->program->scorecard_count + 1, sizeof *reader->found);
    reader->projected = arena_array(arena, reader->run->program->metric_count + 1, sizeof *reader->projected);
    return reader->search && reader->found && reader->projected && read_lapsed(reader, arena);
}

static void read_attributes(const struct table *partners, size_t partner, struct value *attributes)
{
    for (size_t c = 0; c < partners->spec->column_count; c++) {
        const struct column *column = &partners->columns[c];
        attributes[c] = column->cells ? column_value(column, partner) : (struct value){.kind = VALUE_NONE};
    }
}

void card_reader_subject(struct card_reader *reader, size_t partner)
{
    const struct run *run = reader->run;
    const struct results *results = &run->results;
    read_attributes(&run->data.tables[0], partner, reader->attributes);
    reader->partner = partner;
    reader->subject = (struct subject){
        .attributes = reader->attributes,
        .measures = run_measures(run, partner),
        .percentiles = results->percentiles ? results->percentiles + partner * results->metrics : NULL,
    };
    if (earlier_past(&run->earlier, run->program, partner, &reader->past)) reader->subject.past = &reader->past;
    if (run->waivers.first) {
        reader->subject.waivers = run->waivers.items + run->waivers.first[partner];
        reader->subject.waiver_count = run->waivers.first[partner + 1] - run->waivers.first[partner];
    }
}

void card_reader_card(struct card_reader *reader, size_t partner)
{
    card_reader_subject(reader, partner);
    card_make(&reader->card, reader->run->program, &reader->subject);
    for (size_t s = 0; reader->found && s < reader->run->program->scorecard_count; s++) reader->found[s].yet = false;
}

const struct next *card_reader_next(const struct card_reader *reader, size_t scorecard)
{
    struct next_found *found = &reader->found[scorecard];
    if (!found->yet) next_find(&found->next, reader->search, &reader->card, &reader->subject, scorecard);
    found->yet = true;
    return &found->next;
}

bool card_reader_make(struct card_reader *reader, size_t partner)
{
    card_reader_card(reader, partner);
    return margin_make(&reader->margin, reader->run->program, &reader->card, &reader->subject, run_awards(reader->run, partner));
}

struct text run_partner_key(const struct run *run, size_t partner)
{
    return column_key(&run->data.tables[0], partner);
}

struct text run_partner_name(const struct run *run, size_t partner)
{
    int column = run->program->name_column;
    if (column < 0) return text_of("");
    struct value name = column_value(&run->data.tables[0].columns[column], partner);
    return name.kind == VALUE_TEXT ? name.text : text_of("");
}
