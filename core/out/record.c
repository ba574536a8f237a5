#include "out/record.h"

#include "base/digest.h"
#include "base/json.h"
#include "base/number.h"
#include "out/model.h"
#include "out/record_rules.h"
#include "rung.h"

/* The file that is the program in this period. */
static void put_version(struct json *json, const struct source *version)
{
    char digest[DIGEST_TEXT_SIZE];
    digest_of(version->bytes, digest);
    json_open(json, "version_file", '{');
    json_string(json, "file", version->path);
    json_string(json, "sha256", digest);
    json_close(json, '}');
}

static void put_program(struct json *json, const struct run *run)
{
    const struct program *program = run->program;
    char digest[DIGEST_TEXT_SIZE], from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    const struct source *version = program->source.beside ? &program->source : NULL;
    digest_of(version ? version->beside->bytes : program->source.bytes, digest);
    date_format(program->period.from, from);
    date_format(program->period.to, to);
    json_open(json, "program", '{');
    json_string(json, "name", program->name);
    json_string(json, "version", program->version);
    json_string(json, "folder", program->folder);
    json_string(json, "data", run->options.data);
    json_string(json, "currency", program->currency);
    json_string(json, "sha256", digest);
    if (version) put_version(json, version);
    json_close(json, '}');
    json_open(json, "period", '{');
    json_string(json, "name", program->period_text);
    json_string(json, "from", from);
    json_string(json, "to", to);
    if (run->so_far > 0) json_string(json, "as_of", run->options.as_of);
    json_close(json, '}');
}

static void put_plugins(struct json *json, const struct ruleset *rules)
{
    json_open(json, "plugins", '[');
    for (size_t i = 0; i < rules->plugin_count; i++) {
        json_open(json, NULL, '{');
        json_string(json, "name", rules->plugins[i]->name);
        json_string(json, "sha256", rules->plugins[i]->digest);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_table(struct json *json, const struct table *table)
{
    json_open(json, NULL, '{');
    json_string(json, "name", table->spec->name);
    json_string(json, "file", table->spec->path);
    json_count(json, "bytes", table->bytes);
    json_count(json, "rows", table->rows);
    json_count(json, "set_aside", table->set_aside);
    json_string(json, "sha256", table->digest);
    json_close(json, '}');
}

static void put_tables(struct json *json, const struct dataset *data)
{
    json_open(json, "tables", '[');
    for (size_t i = 0; i < data->table_count; i++) put_table(json, &data->tables[i]);
    if (data->rates.spec) put_table(json, &data->rates);
    json_close(json, ']');
}

static void put_history(struct json *json, const struct earlier *earlier)
{
    if (!earlier->path) return;
    json_open(json, "history", '{');
    json_string(json, "file", earlier->path);
    json_open(json, "read", '[');
    for (size_t i = earlier->first; i < earlier->count; i++) {
        json_open(json, NULL, '{');
        json_string(json, "period", earlier->runs[i].period);
        json_string(json, "id", earlier->runs[i].id);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

static void put_money(struct json *json, const struct program *program, const char *key, struct decimal amount)
{
    char digits[DECIMAL_TEXT_MAX];
    decimal_format(decimal_pad(amount, program->margin.places), digits);
    json_raw(json, key, digits);
}

static void put_scorecard(struct json *json, const struct record *record, size_t s)
{
    const struct scorecard *scorecard = &record->run->program->scorecards[s];
    const size_t *tiers = record->summary->tiers + record->summary->first[s];
    json_open(json, scorecard->name, '{');
    json_string(json, "title", scorecard->title);
    record_tiers(json, record->run, scorecard);
    json_open(json, "tiers", '{');
    for (size_t t = 0; t < scorecard->tier_count; t++) json_count(json, scorecard->tiers[t].name, tiers[t]);
    json_close(json, '}');
    json_count(json, "no_tier", tiers[scorecard->tier_count]);
    json_open(json, "movements", '{');
    for (size_t k = 0; k < MOVED_KIND_COUNT; k++) json_count(json, movement_names[k], record->summary->moves[s][k]);
    json_close(json, '}');
    json_close(json, '}');
}

static void put_counts(struct json *json, const struct record *record)
{
    json_open(json, "counts", '{');
    json_count(json, "partners", record->run->data.partners);
    json_count(json, "metrics", record->run->program->metric_count);
    json_count(json, "incentives", record->run->program->incentive_count);
    json_count(json, "incomplete", record->summary->incomplete);
    json_count(json, "waived", record->summary->waived);
    json_count(json, "waivers_over", record->run->waivers.expired);
    json_count(json, "waivers_ending", record->run->waivers.soon);
    if (record->run->program->warnings.given) json_count(json, "early_warnings", record->summary->warnings);
    json_count(json, "errors", record->problems->errors);
    json_count(json, "warnings", record->problems->warnings);
    json_close(json, '}');
    json_open(json, "scorecards", '{');
    for (size_t s = 0; s < record->run->program->scorecard_count; s++) put_scorecard(json, record, s);
    json_close(json, '}');
    json_open(json, "cost", '{');
    put_money(json, record->run->program, "margin", record->summary->margin_cost);
    put_money(json, record->run->program, "rebates", record->summary->rebates);
    json_close(json, '}');
}

/* What `rung coverage` tells. */
static void put_coverage(struct json *json, const struct record *record)
{
    struct arena arena = {0};
    struct model model;
    bool good = model_make(&model, record->run, &arena);
    json_open(json, "coverage", '{');
    if (good) model_json(&model, json);
    json_close(json, '}');
    json->out->failed |= !good;
    arena_release(&arena);
}

static void put_files(struct json *json, const struct record *record)
{
    json_open(json, "outputs", '[');
    for (size_t i = 0; i < record->file_count; i++) {
        json_open(json, NULL, '{');
        json_string(json, "file", record->files[i]->name);
        json_count(json, "bytes", record->files[i]->bytes);
        json_string(json, "sha256", record->files[i]->digest);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* Seconds to the millisecond. */
static void put_timings(struct json *json, const struct run *run)
{
    json_open(json, "timings", '{');
    json_count(json, "jobs", (uint64_t)run->jobs);
    for (size_t i = 0; i < PART_COUNT; i++) json_number(json, run_part_names[i], number_round(run->seconds[i], 3));
    json_close(json, '}');
}

void record_put(const struct record *record, struct buf *out)
{
    struct json json = {.out = out};
    json_open(&json, NULL, '{');
    json_string(&json, "rung", RUNG_VERSION);
    json_string(&json, "format", record->format);
    put_program(&json, record->run);
    record_objectives(&json, record->run->program);
    record_metrics(&json, record->run);
    record_incentives(&json, record->run);
    record_margin(&json, record->run->program);
    put_plugins(&json, &record->run->rules);
    put_tables(&json, &record->run->data);
    put_history(&json, &record->run->earlier);
    put_counts(&json, record);
    put_coverage(&json, record);
    put_files(&json, record);
    put_timings(&json, record->run);
    json_close(&json, '}');
}
