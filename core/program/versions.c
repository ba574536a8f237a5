#include "base/buf.h"
#include "program/load.h"

struct version {
    const struct node *file;
};

static const struct row_type type_file = {"path", "fy2026.yaml", load_node, "text"};
static const struct row version_rows[] = {
    {"file", &type_file, offsetof(struct version, file), true, NULL, NULL,
     "path of the file with this version of the program, from the program's folder"},
};
const struct form version_form = {
    "a version", version_rows, sizeof version_rows / sizeof *version_rows,
    "Each version is a file, and carries from and until: the one in force on the last day of the period is the program. What stands in "
    "program.yaml beside versions holds for all of them, where the file does not give the key itself; period and fiscal_year_start can "
    "stand there only. There may be days without a version, as long as no period ends on them.",
    "program: Meridian\nperiod: 2026-Q3\nversions:\n  - {until: 2025-12-31, file: fy2025.yaml}\n  - {from: 2026-01-01, file: "
    "fy2026.yaml}\n"};

/* Taken by versions_tree before any row was read. */
static void pass_over(struct load *load, const struct node *node, const struct row *row, void *to)
{
    (void)load, (void)node, (void)row, (void)to;
}

const struct row_type type_versions = {"list of versions", "[{from: 2026-01-01, file: fy2026.yaml}]", pass_over, "a version | [a version]"};

/* "fy2025.yaml 2025-01-01 to 2025-12-31" */
static void put_version(struct buf *out, const struct node *version)
{
    const struct node *file = node_get(version, "file"), *from = node_get(version, "from"), *until = node_get(version, "until");
    if (out->len > 0) buf_puts(out, ", ");
    buf_text(out, file ? file->scalar : text_of("a version"));
    if (from) buf_printf(out, " %s%.*s", until ? "" : "from ", TEXT_ARG(from->scalar));
    if (until) buf_printf(out, " %s %.*s", from ? "to" : "until", TEXT_ARG(until->scalar));
}

static void report_none(struct load *load, int32_t day, const struct node *versions)
{
    char said[DATE_TEXT_MAX];
    struct buf all = {.ceiling = 400};
    date_format(day, said);
    if (versions->kind == NODE_MAP) put_version(&all, versions);
    for (size_t i = 0; versions->kind == NODE_LIST && i < versions->count; i++) put_version(&all, versions->items[i]);
    struct problem *problem = load_error(load, versions->at, "run another period, or add a version",
                                         "no version of the program is in force on %s, the last day of the period", said);
    if (all.len > 0 && !all.failed)
        load_cure(load, problem, "run another period, or add a version; there is %.*s", TEXT_ARG(buf_view(&all)));
    buf_release(&all);
}

/* What says which version is in force cannot stand in the version. */
static bool belongs_outside(struct load *load, struct text key, struct place at)
{
    if (!text_is(key, "versions") && !text_is(key, "period") && !text_is(key, "fiscal_year_start")) return false;
    load_error(load, at, "move it there, or take it away", "%.*s can stand in program.yaml only, not in the file of a version",
               TEXT_ARG(key));
    return true;
}

static const struct node *put_together(struct load *load, const struct node *version, const struct node *root)
{
    struct node *all = node_map(load->arena, version->count + root->count, version->at);
    if (!all) load->problems->out_of_memory = true;
    for (size_t i = 0; all && i < version->count; i++)
        if (!belongs_outside(load, version->keys[i], version->key_at[i]))
            node_map_add(all, version->keys[i], version->key_at[i], version->items[i]);
    for (size_t i = 0; all && i < root->count; i++)
        if (!text_is(root->keys[i], "versions") && !node_get(all, root->keys[i].ptr))
            node_map_add(all, root->keys[i], root->key_at[i], root->items[i]);
    return all;
}

static const struct node *read_version(struct load *load, const struct node *file, const struct node *root)
{
    struct program *program = load->program;
    struct source source, *beside = load_array(load, 1, sizeof *beside);
    if (!beside || !folder_version(load, file, &source)) return NULL;
    *beside = program->source;
    program->source = source;
    program->source.beside = beside;
    const struct node *version = yaml_read(source.path, source.bytes, load->arena, load->problems);
    return version && version->kind == NODE_MAP ? put_together(load, version, root) : version;
}

const struct node *versions_tree(struct load *load, struct effective *effective, const struct node *root, bool strict)
{
    const struct node *versions = node_get(root, "versions"), *entry = versions;
    struct version version = {0};
    if (!versions) return root;
    size_t errors = load->problems->errors;
    if (versions->kind != NODE_SCALAR) entry = effective_entry(effective, versions);
    if (!entry && strict && load->problems->errors == errors) report_none(load, effective->day, versions);
    if (!entry || !form_read(load, &version_form, entry, entry->at, &version) || !version.file) return NULL;
    return read_version(load, version.file, root);
}
