#include <string.h>

#include "draft/parts.h"
#include "draft/template.h"
#include "draft/writing.h"
#include "draft/yaml_text.h"

/* The last part of the folder's path, without slashes behind it. "." and the like have none of their own. */
const char *draft_title(struct arena *arena, const char *folder)
{
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/') length--;
    const char *slash = memrchr(folder, '/', length);
    const char *start = slash ? slash + 1 : folder;
    struct text part = {start, length - (size_t)(start - folder)};
    return part.len == 0 || *part.ptr == '.' ? "My program" : arena_string(arena, part);
}

const char *draft_word(struct arena *arena, const char *path)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/+,:@";
    struct buf word = {0};
    if (*path && strspn(path, plain) == strlen(path)) return path;
    buf_char(&word, '\'');
    for (; *path; path++) {
        if (*path == '\'')
            buf_puts(&word, "'\\''");
        else
            buf_char(&word, *path);
    }
    buf_char(&word, '\'');
    const char *kept = word.failed ? NULL : arena_string(arena, buf_view(&word));
    buf_release(&word);
    return kept;
}

void draft_tell_next(const struct draft *draft, const struct next_command *commands, size_t count)
{
    size_t widest = 0;
    for (size_t i = 0; i < count; i++) {
        size_t width = commands[i].line ? text_columns(text_of(commands[i].line)) : 0;
        if (width > widest) widest = width;
    }
    buf_puts(draft->told, "\ntry next\n");
    for (size_t i = 0; i < count; i++) {
        if (!commands[i].line) continue;
        int gap = (int)(widest - text_columns(text_of(commands[i].line)));
        buf_printf(draft->told, "  %s%*s  %s\n", commands[i].line, gap, "", commands[i].says);
    }
}

static void tell_next(const struct draft *draft, const char *folder)
{
    const char *word = draft_word(draft->arena, folder);
    const struct next_command next[] = {
        {arena_printf(draft->arena, "rung run %s -o out", word), "scorecards, tiers and margins, for a spreadsheet"},
        {arena_printf(draft->arena, "rung test %s", word), "its rules against their cases, its results against expected/"},
        {arena_printf(draft->arena, "rung new metric my_metric %s", word), "a rule of your own"},
    };
    if (word) draft_tell_next(draft, next, sizeof next / sizeof *next);
}

bool draft_program(const struct draft *draft, const char *folder)
{
    struct buf title = {0}, program = {0};
    const char *name = draft_title(draft->arena, folder);
    if (!writing_is_free(draft, folder) || !name) return false;
    yaml_text(&title, text_of(name));
    buf_char(&title, '\0');
    template_fill(&program, template_program, (const struct blank[]){{"title", title.failed ? "" : title.ptr}, {0}});
    const struct new_file files[] = {
        {.name = "program.yaml", .content = buf_view(&program)},
        {.name = "tables/partners.csv", .content = text_of(template_partners)},
        {.name = "tables/deals.csv", .content = text_of(template_deals)},
        {.name = "plugins/active_months.lua", .content = text_of(template_rule)},
        {.name = "plugins/active_months.cases.yaml", .content = text_of(template_rule_cases)},
    };
    bool good = !title.failed && !program.failed && writing_make(draft, folder, files, sizeof files / sizeof *files);
    draft->problems->out_of_memory |= title.failed || program.failed;
    buf_release(&title);
    buf_release(&program);
    if (!good) return false;
    buf_printf(draft->told,
               "made %s, a program that runs\n"
               "  program.yaml                      what is measured, what it is worth, who gets what; read it from top to bottom\n"
               "  tables/partners.csv, deals.csv    twelve invented partners and what they sold: your data take their place\n"
               "  plugins/active_months.lua         a rule of its own, explained line by line\n"
               "  plugins/active_months.cases.yaml  what that rule promises\n"
               "  expected/                         what the program gives now, to see what a change changes\n",
               folder);
    tell_next(draft, folder);
    return true;
}
