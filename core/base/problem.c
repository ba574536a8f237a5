#include "base/problem.h"

#include <stdarg.h>

#include "base/mem.h"

/* Characters of one text, and of a source line, that a person still reads. */
enum { TEXT_CHARACTERS_MAX = 1000, LINE_CHARACTERS_MAX = 140, LINE_CHARACTERS_BEFORE = 60, DETAIL_BYTES_MAX = 16384 };

static const char ellipsis[] = "\xE2\x80\xA6";

struct problem_tally {
    const char *subject;
    size_t kept;
};

/* The text from the character-th character on. */
static struct text skip_characters(struct text text, size_t characters)
{
    for (uint32_t code; characters > 0 && text.len > 0; characters--) {
        size_t len = text_character(text, &code);
        text.ptr += len;
        text.len -= len;
    }
    return text;
}

/* The first characters: all of the text, or those before `characters`. */
static struct text first_characters(struct text text, size_t characters)
{
    return (struct text){text.ptr, text.len - skip_characters(text, characters).len};
}

static const char *store(struct problems *problems, struct buf *buf)
{
    const char *copy = buf->failed ? NULL : arena_string(&problems->arena, buf_view(buf));
    if (!copy) problems->out_of_memory = true;
    buf_release(buf);
    return copy;
}

/* A copy that may be shown anywhere, cut where it is too long; NULL when there was no memory for it. */
static const char *store_visible(struct problems *problems, struct text text)
{
    struct buf visible = {0};
    if (skip_characters(text, TEXT_CHARACTERS_MAX).len == 0) {
        buf_visible(&visible, text, "");
    } else {
        buf_visible(&visible, first_characters(text, TEXT_CHARACTERS_MAX - 1), "");
        buf_puts(&visible, ellipsis);
    }
    return store(problems, &visible);
}

static const char *store_format(struct problems *problems, const char *format, va_list args)
{
    struct buf raw = {0};
    buf_vprintf(&raw, format, args);
    const char *copy = raw.failed ? NULL : store_visible(problems, buf_view(&raw));
    if (!copy) problems->out_of_memory = true;
    buf_release(&raw);
    return copy;
}

/* Neighbouring problems mostly lie in the same file: its name is kept once. */
static const char *store_file(struct problems *problems, const char *file)
{
    const char *last = problems->count > 0 ? problems->items[problems->count - 1].place.file : NULL;
    if (!file || (last && strcmp(last, file) == 0)) return file ? last : NULL;
    const char *copy = arena_string(&problems->arena, text_of(file));
    if (!copy) problems->out_of_memory = true;
    return copy;
}

static void count_one(struct problems *problems, enum severity severity)
{
    problems->errors += severity == SEVERITY_ERROR;
    problems->warnings += severity == SEVERITY_WARNING;
}

static struct problem *keep(struct problems *problems, struct problem problem)
{
    if (problem.what && mem_grow((void **)&problems->items, &problems->cap, problems->count + 1, sizeof problem)) {
        problems->items[problems->count] = problem;
        return &problems->items[problems->count++];
    }
    problems->out_of_memory = true;
    problems->scratch = (struct problem){.severity = problem.severity, .stage = problem.stage, .what = "out of memory"};
    return &problems->scratch;
}

struct problem *problem_add(struct problems *problems, enum severity severity, enum stage stage, struct place place, const char *cure,
                            const char *format, ...)
{
    va_list args;
    count_one(problems, severity);
    problems->before_last = arena_mark(&problems->arena);
    place.file = store_file(problems, place.file);
    va_start(args, format);
    const char *what = store_format(problems, format, args);
    va_end(args);
    const char *cure_copy = cure ? store_visible(problems, text_of(cure)) : NULL;
    return keep(problems, (struct problem){
                              .severity = severity,
                              .stage = stage,
                              .place = place,
                              .what = what,
                              .cure = cure_copy,
                              .arrival = problems->count,
                          });
}

/* Not so for the scratch problem and for one that problem_about dropped. */
static bool is_kept(const struct problems *problems, const struct problem *problem)
{
    return problem != &problems->scratch && problem != problems->items + problems->count;
}

void problem_cure(struct problems *problems, struct problem *problem, const char *format, ...)
{
    if (!is_kept(problems, problem)) return;
    va_list args;
    va_start(args, format);
    problem->cure = store_format(problems, format, args);
    va_end(args);
}

static struct text without_line_end(struct text line)
{
    const char *end = line.len > 0 ? memchr(line.ptr, '\n', line.len) : NULL;
    if (end) line.len = (size_t)(end - line.ptr);
    if (line.len > 0 && line.ptr[line.len - 1] == '\r') line.len--;
    return line;
}

void problem_line(struct problems *problems, struct problem *problem, struct text line)
{
    if (!is_kept(problems, problem)) return;
    line = without_line_end(line);
    size_t cut = 0;
    if (problem->place.column > LINE_CHARACTERS_MAX) cut = problem->place.column - 1 - LINE_CHARACTERS_BEFORE;
    struct text rest = skip_characters(line, cut), shown = first_characters(rest, LINE_CHARACTERS_MAX);
    struct buf visible = {0};
    if (cut > 0) buf_puts(&visible, ellipsis);
    buf_visible(&visible, shown, "\t");
    if (shown.len < rest.len) buf_puts(&visible, ellipsis);
    problem->line = store(problems, &visible);
    problem->line_shift = cut > 0 ? (uint32_t)cut - 1 : 0; /* the ellipsis takes one column */
}

void problem_detail(struct problems *problems, struct problem *problem, struct text detail)
{
    if (!is_kept(problems, problem)) return;
    struct buf visible = {0};
    bool cut = detail.len > DETAIL_BYTES_MAX;
    buf_visible(&visible, (struct text){detail.ptr, cut ? DETAIL_BYTES_MAX : detail.len}, "\t\n");
    if (cut) buf_puts(&visible, ellipsis);
    problem->detail = store(problems, &visible);
}

static struct problem_tally *tally_of(struct problems *problems, struct text subject)
{
    for (size_t i = 0; i < problems->tally_count; i++) {
        if (text_is(subject, problems->tallies[i].subject)) return &problems->tallies[i];
    }
    const char *name = arena_string(&problems->arena, subject);
    if (!name || !mem_grow((void **)&problems->tallies, &problems->tally_cap, problems->tally_count + 1, sizeof *problems->tallies)) {
        problems->out_of_memory = true;
        return NULL;
    }
    problems->tallies[problems->tally_count] = (struct problem_tally){name, 0};
    return &problems->tallies[problems->tally_count++];
}

static void drop_last(struct problems *problems)
{
    struct problem *last = &problems->items[--problems->count];
    *last = (struct problem){.severity = last->severity, .stage = last->stage, .what = ""};
    arena_rewind(&problems->arena, problems->before_last);
    problems->unlisted++;
}

/* Whether this one is still within what is kept of its subject. */
static bool count_of_subject(struct problems *problems, const struct problem *problem, struct problem_tally *tally)
{
    bool bounded = problem->stage == STAGE_DATA || problem->stage == STAGE_MEASURE;
    bool last = problem == &problems->items[problems->count - 1];
    if (bounded && last && tally->kept >= PROBLEMS_KEPT_PER_SUBJECT) return false;
    tally->kept++;
    return true;
}

static const char *store_name(struct problems *problems, struct text name)
{
    const char *copy = name.ptr ? arena_string(&problems->arena, name) : NULL;
    if (name.ptr && !copy) problems->out_of_memory = true;
    return copy;
}

void problem_about(struct problems *problems, struct problem *problem, struct text partner, struct text subject)
{
    if (!is_kept(problems, problem)) return;
    if (subject.ptr) {
        struct problem_tally *tally = tally_of(problems, subject);
        if (tally && !count_of_subject(problems, problem, tally)) {
            drop_last(problems);
            return;
        }
        problem->subject = tally ? tally->subject : NULL;
    }
    problem->partner = store_name(problems, partner);
}

void problems_release(struct problems *problems)
{
    arena_release(&problems->arena);
    mem_free(problems->items);
    mem_free(problems->tallies);
    *problems = (struct problems){0};
}
