/* Words that the program names and only a table's file can confirm. */
#include <string.h>

#include "program/program.h"

static bool is_known(const struct program *program, const struct expected_word *word)
{
    for (size_t i = 0; i < program->expected_count; i++) {
        const struct expected_word *known = &program->expected[i];
        if (known->at.line == word->at.line && known->at.column == word->at.column && text_equal(known->word, word->word)) return true;
    }
    return false;
}

bool program_expect(struct program *program, struct expected_word word)
{
    const struct column_spec *column = &program->tables[word.table].columns[word.column];
    if (column->type != COLUMN_TEXT || column->allowed || is_known(program, &word)) return true;
    if (!arena_grow(program->arena, (void **)&program->expected, program->expected_count, &program->expected_cap, sizeof word))
        return false;
    program->expected[program->expected_count++] = word;
    return true;
}
