#include "data/header.h"

#include "base/mem.h"
#include "base/suggest.h"

enum { HEADER_FIRST_READ = 1 << 16, HEADER_MAX = 1 << 22, PREAMBLE_MAX = 20 };

static const struct text nobody = {NULL, 0};

/* The top of the file, and the header row as one delimiter cuts it. */
struct top {
    char *text;
    size_t length;
    bool whole;
    struct csv_field *fields;
    struct csv_record record;
    size_t end; /* offset behind the header row */
    uint32_t end_line;
    const char **names; /* its cells: without quotes and surrounding blanks */
    struct arena arena;
};

static bool read_top(struct top *top, struct intake *intake, size_t length)
{
    top->whole = length >= intake->source.length;
    top->length = top->whole ? intake->source.length : length;
    mem_free(top->text);
    top->text = mem_zero(top->length + CSV_PADDING, 1);
    return top->text && source_read(&intake->source, 0, top->length, top->text);
}

static void start_lexer(const struct top *top, struct csv_lexer *lexer, char delimiter)
{
    *lexer = (struct csv_lexer){.text = top->text, .length = top->length, .whole = top->whole, .delimiter = delimiter};
    csv_start(lexer, 0, 1);
}

/* Reads as much as is needed for the first record to be there wholly. */
static bool read_header_row(struct top *top, struct intake *intake)
{
    for (size_t length = HEADER_FIRST_READ; length <= HEADER_MAX; length *= 4) {
        struct csv_lexer lexer;
        struct csv_record record;
        if (!read_top(top, intake, length)) return false;
        start_lexer(top, &lexer, '\0');
        if (csv_next(&lexer, &record) != CSV_MORE) return true;
    }
    return true;
}

static const char *name_of(struct top *top, const struct csv_field *field)
{
    char *name = arena_alloc(&top->arena, (size_t)field->len + 1);
    if (!name) return NULL;
    struct text trimmed = text_trim((struct text){name, csv_unquote(field, name)});
    return arena_string(&top->arena, trimmed);
}

/* Cuts the header row with one delimiter. */
static bool cut(struct top *top, char delimiter)
{
    struct csv_lexer lexer;
    start_lexer(top, &lexer, delimiter);
    csv_next(&lexer, &top->record);
    size_t count = top->record.count;
    top->fields = arena_array(&top->arena, count + 1, sizeof *top->fields);
    top->names = arena_array(&top->arena, count + 1, sizeof *top->names);
    if (!top->fields || !top->names) return false;
    start_lexer(top, &lexer, delimiter);
    lexer.fields = top->fields;
    lexer.cap = count;
    csv_next(&lexer, &top->record);
    top->end = lexer.at;
    top->end_line = lexer.line;
    for (size_t i = 0; i < count; i++)
        if (!(top->names[i] = name_of(top, &top->fields[i]))) return false;
    return true;
}

static size_t find_name(const struct top *top, const char *name, size_t from)
{
    while (from < top->record.count && strcmp(top->names[from], name) != 0) from++;
    return from;
}

static size_t count_known(const struct top *top, const struct table_spec *spec)
{
    size_t known = 0;
    for (size_t i = 0; i < spec->column_count; i++) known += find_name(top, spec->columns[i].header, 0) < top->record.count;
    return known;
}

/* The delimiter under which most of the declared columns are found; when that says nothing, the one with most cells. */
static bool find_delimiter(struct top *top, const struct table_spec *spec, char *delimiter)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    size_t best_known = 0, best_count = 0;
    *delimiter = ',';
    for (size_t i = 0; i < sizeof candidates; i++) {
        if (!cut(top, candidates[i])) return false;
        size_t known = count_known(top, spec), count = top->record.count;
        if (known > best_known || (known == best_known && count > best_count)) {
            *delimiter = candidates[i];
            best_known = known;
            best_count = count;
        }
    }
    return true;
}

/* Where a cell of the header row stands; NULL: the row. */
static struct place place_of(const struct table_spec *spec, const struct top *top, const struct csv_field *field, size_t *line_start)
{
    size_t at = field ? (size_t)(field->ptr - top->text) - field->quoted : 0;
    struct place place = {.file = spec->path, .line = 1};
    *line_start = 0;
    csv_locate(top->text, at, line_start, &place.line);
    place.column = (uint32_t)text_length((struct text){top->text + *line_start, at - *line_start}) + 1;
    place.width = field ? (uint32_t)text_length(csv_text(field)) + 2 * (uint32_t)field->quoted : 0;
    return place;
}

/* Gives a problem of the header row its line and its subject: the table, or one of its columns. */
static void finish(const struct table_spec *spec, const struct top *top, size_t line_start, const struct column_spec *column,
                   struct problems *problems, struct problem *problem)
{
    size_t line_end = line_start;
    struct buf subject = {0};
    while (line_end < top->length && top->text[line_end] != '\n' && top->text[line_end] != '\r') line_end++;
    problem_line(problems, problem, (struct text){top->text + line_start, line_end - line_start});
    buf_puts(&subject, spec->name);
    if (column) buf_printf(&subject, ".%s", column->name);
    problem_about(problems, problem, nobody, buf_view(&subject));
    buf_release(&subject);
}

/* How many rows stand above the one that looks like our header row; 0: none does. */
static size_t rows_above_header(struct top *top, const struct table_spec *spec, char delimiter)
{
    struct top below = *top;
    struct csv_lexer lexer;
    struct csv_record record;
    size_t found = 0;
    start_lexer(top, &lexer, delimiter);
    below.arena = (struct arena){0};
    for (size_t row = 1; found == 0 && row <= PREAMBLE_MAX && csv_next(&lexer, &record) == CSV_RECORD; row++) {
        below.text = top->text + lexer.at;
        below.length = top->length - lexer.at;
        if (below.length > 0 && cut(&below, delimiter) && count_known(&below, spec) * 2 > spec->column_count) found = row;
    }
    arena_release(&below.arena);
    return found;
}

static void report_no_header(struct top *top, const struct intake *intake, struct problems *problems)
{
    const struct table_spec *spec = intake->spec;
    size_t above = rows_above_header(top, spec, intake->delimiter), line_start;
    struct place place = place_of(spec, top, NULL, &line_start);
    struct problem *problem =
        problem_add(problems, SEVERITY_ERROR, STAGE_DATA, place, NULL, "the first row names none of the columns of table %s", spec->name);
    if (above > 0)
        problem_cure(problems, problem, "remove the %zu row%s above the header row", above, above == 1 ? "" : "s");
    else if (spec->delimiter)
        problem_cure(problems, problem, "check the header row, and the delimiter that the table declares");
    else
        problem_cure(problems, problem, "begin the file with a header row that names %s and the other columns",
                     spec->columns[spec->key].header);
    finish(spec, top, line_start, NULL, problems, problem);
}

/* The file's headings that no declared column lays claim to; returns how many. */
static size_t free_names(struct top *top, const struct table_spec *spec, const char **names)
{
    size_t count = 0;
    for (size_t i = 0; i < top->record.count; i++) {
        bool taken = top->names[i][0] == '\0';
        for (size_t k = 0; k < spec->column_count; k++) taken = taken || strcmp(top->names[i], spec->columns[k].header) == 0;
        if (!taken) names[count++] = top->names[i];
    }
    return count;
}

/* One that is spelt nearly so, or holds the whole name: "Amount (USD)" for amount. Of several that hold it, none. */
static const char *likely_name(const char *header, const char *const *names, size_t count)
{
    const char *near = suggest(text_of(header), names, count), *holder = NULL;
    size_t holders = 0;
    for (size_t i = 0; i < count && !near; i++) {
        if (!strcasestr(names[i], header)) continue;
        holder = names[i];
        holders++;
    }
    return holders == 1 ? holder : near;
}

static void list_names(struct problems *problems, struct problem *problem, const char *const *names, size_t count)
{
    enum { SHOWN = 12 };
    struct buf list = {0};
    buf_puts(&list, "no column of the table reads ");
    for (size_t i = 0; i < count && i < SHOWN; i++) buf_printf(&list, "%s\"%s\"", i > 0 ? ", " : "", names[i]);
    if (count > SHOWN) buf_printf(&list, " and %zu more", count - SHOWN);
    problem_detail(problems, problem, buf_view(&list));
    buf_release(&list);
}

static void report_missing(struct top *top, const struct table_spec *spec, const struct column_spec *column, struct problems *problems)
{
    size_t line_start;
    struct place place = place_of(spec, top, NULL, &line_start);
    const char **names = arena_array(&top->arena, top->record.count, sizeof *names);
    size_t count = names ? free_names(top, spec, names) : 0;
    const char *likely = likely_name(column->header, names, count);
    struct problem *problem =
        problem_add(problems, SEVERITY_ERROR, STAGE_DATA, place, NULL, "the file has no column \"%s\"", column->header);
    const char *quote = likely && strchr(likely, '"') ? "'" : "\"";
    if (likely)
        problem_cure(problems, problem, "did you mean \"%s\"? rename it in the file, or declare %s: {type: %s, header: %s%s%s}", likely,
                     column->name, column_type_names[column->type], quote, likely, quote);
    else if (spec->fixed)
        problem_cure(problems, problem,
                     "add the column to the file%s, or name its heading in program.yaml: columns: {%s: {type: %s, header: ...}}",
                     column->required ? "" : " (its cells may be empty)", column->name, column_type_names[column->type]);
    else
        problem_cure(problems, problem,
                     "add the column to the file, name its heading with header:, or remove it from table %s in program.yaml", spec->name);
    finish(spec, top, line_start, column, problems, problem);
    if (count > (likely ? 1 : 0)) list_names(problems, problem, names, count);
}

static void report_twice(const struct top *top, const struct table_spec *spec, const struct column_spec *column, size_t second,
                         struct problems *problems)
{
    size_t line_start;
    struct place place = place_of(spec, top, &top->fields[second], &line_start);
    struct problem *problem = problem_add(problems, SEVERITY_ERROR, STAGE_DATA, place, "rename or remove one of the two",
                                          "column \"%s\" is there twice", column->header);
    finish(spec, top, line_start, column, problems, problem);
}

static bool header_is_sound(const struct top *top, const struct table_spec *spec, struct problems *problems)
{
    size_t good = csv_utf8_length(top->text, top->end), line_start;
    if (good < top->end) {
        struct csv_field here = {top->text + good, 1, false, false};
        struct place place = place_of(spec, top, &here, &line_start);
        bool nul = top->text[good] == '\0';
        struct problem *problem = problem_add(problems, SEVERITY_ERROR, STAGE_DATA, place, NULL,
                                              nul ? "here is a NUL byte: this is no text" : "here are bytes that are not UTF-8");
        problem_cure(problems, problem,
                     nul ? "export the table again as CSV UTF-8"
                         : "save it as CSV UTF-8, or declare encoding: windows-1252 for this table");
        finish(spec, top, line_start, NULL, problems, problem);
        return false;
    }
    if (top->record.flaw == CSV_SOUND) return true;
    struct csv_field flawed = {top->text + top->record.flaw_at, 1, false, false};
    struct place place = place_of(spec, top, &flawed, &line_start);
    struct problem *problem =
        problem_add(problems, SEVERITY_ERROR, STAGE_DATA, place, "close quotes, and double those that belong to the text",
                    "the quotes of the header row do not match");
    finish(spec, top, line_start, NULL, problems, problem);
    return false;
}

/* Another column's amounts are converted by what stands in this one. */
static bool says_rate(const struct table_spec *spec, const struct column_spec *column)
{
    for (size_t i = 0; i < spec->column_count; i++)
        if (spec->columns[i].currency == column || spec->columns[i].on == column) return true;
    return false;
}

/* Amounts of several currencies: those that are converted, and the same ones as they stand in the file. */
static bool is_foreign(const struct table_spec *spec, const struct column_spec *column)
{
    for (size_t i = 0; i < spec->column_count; i++)
        if (spec->columns[i].currency && strcmp(spec->columns[i].header, column->header) == 0) return true;
    return false;
}

/* A column needs a lane when its cells are stored, or can be wrong. The key of a row is seen to elsewhere (row.c). */
static bool needs_lane(const struct table_spec *spec, size_t column, const struct intake *intake)
{
    const struct column_spec *it = &spec->columns[column];
    bool key = column == spec->key;
    if (says_rate(spec, it)) return true;
    if (key && it->type == COLUMN_TEXT) return it->allowed_count > 0 || (it->unique && intake->partners);
    return it->wanted || it->unique || it->required || it->allowed_count > 0 || it->type != COLUMN_TEXT;
}

static void add_plan(struct intake *intake, size_t column, size_t field)
{
    const struct table_spec *spec = intake->spec;
    const struct column_spec *it = &spec->columns[column];
    struct lane_plan plan = {
        .spec = it,
        .column = column,
        .field = field,
        .stored = it->unique || (it->wanted && !(column == spec->key && it->type == COLUMN_TEXT)),
        .marks = {.decimal = spec->decimal == ',' ? ',' : '.',
                  .declared = spec->decimal != '\0',
                  .semicolons = intake->delimiter == ';',
                  .currency = is_foreign(spec, it) ? NULL : spec->currency},
        .empty = spec->empty,
        .empty_count = spec->empty_count,
        .currency = LANE_NONE,
        .on = LANE_NONE,
    };
    if (it->unique && !(column == spec->key && !intake->partners)) intake->traced = true;
    size_t at = intake->plan_count++;
    for (; at > 0 && intake->plans[at - 1].field > field; at--) intake->plans[at] = intake->plans[at - 1];
    intake->plans[at] = plan;
}

static size_t lane_of(const struct intake *intake, const struct column_spec *column)
{
    for (size_t i = 0; i < intake->plan_count; i++)
        if (intake->plans[i].spec == column) return i;
    return LANE_NONE;
}

static void link_lanes(struct intake *intake)
{
    for (size_t i = 0; i < intake->plan_count; i++) {
        struct lane_plan *plan = &intake->plans[i];
        if (!plan->spec->currency) continue;
        plan->currency = lane_of(intake, plan->spec->currency);
        plan->on = lane_of(intake, plan->spec->on);
        intake->converts = true;
    }
}

static bool plan_columns(struct intake *intake, struct top *top, struct problems *problems)
{
    const struct table_spec *spec = intake->spec;
    size_t errors = problems->errors;
    intake->plans = mem_alloc((spec->column_count + 1) * sizeof *intake->plans);
    if (!intake->plans) {
        problems->out_of_memory = true;
        return false;
    }
    for (size_t i = 0; i < spec->column_count; i++) {
        size_t field = find_name(top, spec->columns[i].header, 0);
        if (field == top->record.count) {
            report_missing(top, spec, &spec->columns[i], problems);
            continue;
        }
        size_t second = find_name(top, spec->columns[i].header, field + 1);
        if (second < top->record.count) report_twice(top, spec, &spec->columns[i], second, problems);
        if (i == spec->key) intake->key_field = field;
        if (needs_lane(spec, i, intake)) add_plan(intake, i, field);
    }
    link_lanes(intake);
    return problems->errors == errors;
}

static bool read_header(struct intake *intake, struct top *top, struct problems *problems)
{
    if (!read_header_row(top, intake)) {
        problems->out_of_memory |= !top->text;
        return top->text && source_check(&intake->source, problems);
    }
    intake->delimiter = intake->spec->delimiter;
    if ((intake->delimiter || find_delimiter(top, intake->spec, &intake->delimiter)) && cut(top, intake->delimiter)) {
        intake->field_count = top->record.count;
        intake->data_at = top->end;
        intake->data_line = top->end_line;
    } else {
        problems->out_of_memory = true;
        return false;
    }
    if (!header_is_sound(top, intake->spec, problems)) return false;
    if (count_known(top, intake->spec) > 0) return plan_columns(intake, top, problems);
    report_no_header(top, intake, problems);
    return false;
}

bool header_read(struct intake *intake, struct problems *problems)
{
    struct top top = {0};
    intake->traced = !intake->partners || intake->spec->lined;
    bool ok = read_header(intake, &top, problems);
    mem_free(top.text);
    arena_release(&top.arena);
    return ok;
}
