#include "out/asked.h"

#include "base/plain.h"
#include "base/suggest.h"
#include "run/trace_rule.h"

/* ---- a partner */

static struct text plain(struct rung_run *run, struct text text)
{
    struct buf made = {0};
    plain_text(text, &made);
    struct text kept = arena_text(&run->arena, buf_view(&made));
    run->arena.failed |= made.failed;
    buf_release(&made);
    return kept;
}

/* Does one of the words of the name begin so? */
static bool begins(struct text name, struct text word)
{
    for (size_t i = 0; i + word.len <= name.len; i++)
        if ((i == 0 || name.ptr[i - 1] == ' ') && text_equal((struct text){name.ptr + i, word.len}, word)) return true;
    return false;
}

/* Keys and names of all partners, the way people type them: of each one after the other. NULL: no memory. */
static const char **plain_names(struct rung_run *run)
{
    size_t count = run->run.data.partners;
    const char **said = arena_array(&run->arena, 2 * count + 1, sizeof *said);
    for (size_t p = 0; said && p < count; p++) {
        said[2 * p] = arena_string(&run->arena, plain(run, run_partner_key(&run->run, p)));
        said[2 * p + 1] = arena_string(&run->arena, plain(run, run_partner_name(&run->run, p)));
    }
    return run->arena.failed ? NULL : said;
}

/* "bluebird (Bluebird Systems)" */
static void put_near(const struct run *run, size_t partner, size_t before, struct buf *out)
{
    struct text name = run_partner_name(run, partner);
    buf_puts(out, before ? " or " : "did you mean ");
    buf_text(out, run_partner_key(run, partner));
    if (name.len) buf_printf(out, " (%.*s)", TEXT_ARG(name));
}

enum { NEAR_TOLD = 3, SHORTEST = 2 };

/* Those with a word that begins so; where there are none, the one whose key or name is nearest. */
static size_t put_near_partners(struct rung_run *run, struct text word, const char **said, struct buf *out)
{
    size_t count = run->run.data.partners, found = 0;
    for (size_t p = 0; word.len >= SHORTEST && p < count; p++) {
        if (!begins(text_of(said[2 * p]), word) && !begins(text_of(said[2 * p + 1]), word)) continue;
        if (found < NEAR_TOLD) put_near(&run->run, p, found, out);
        found++;
    }
    const char *near = found ? NULL : suggest(word, said, 2 * count);
    for (size_t i = 0; near && !found && i < 2 * count; i++)
        if (said[i] == near) put_near(&run->run, i / 2, found++, out);
    if (found > NEAR_TOLD) buf_printf(out, ", or one of %zu more", found - NEAR_TOLD);
    return found;
}

static bool refuse_partner(struct rung_run *run, const char *word)
{
    struct buf cure = {0};
    const char **said = plain_names(run);
    size_t found = said ? put_near_partners(run, plain(run, text_of(word)), said, &cure) : 0;
    buf_char(&cure, '?');
    const char *told = found ? arena_string(&run->arena, buf_view(&cure)) : "name a partner by its key in the partner table";
    buf_release(&cure);
    return api_refuse(run, told, "there is no partner", word);
}

/* The first partner that is called so from this one on; SIZE_MAX: none. */
static size_t partner_called(const struct run *run, const char *name, size_t from)
{
    for (size_t p = from; p < run->data.partners; p++)
        if (text_is(run_partner_name(run, p), name)) return p;
    return SIZE_MAX;
}

static bool refuse_namesakes(struct rung_run *run, const char *word, size_t one, size_t other)
{
    struct text a = run_partner_key(&run->run, one), b = run_partner_key(&run->run, other);
    return api_refuse(run, arena_printf(&run->arena, "name one by its key: %.*s or %.*s", TEXT_ARG(a), TEXT_ARG(b)),
                      "several partners have the name", word);
}

bool asked_partner(struct rung_run *run, const char *word, size_t *partner)
{
    *partner = dataset_partner(&run->run.data, text_of(word));
    if (*partner != SIZE_MAX) return true;
    if (*word) *partner = partner_called(&run->run, word, 0);
    size_t other = *partner == SIZE_MAX ? SIZE_MAX : partner_called(&run->run, word, *partner + 1);
    if (other != SIZE_MAX) return refuse_namesakes(run, word, *partner, other);
    if (*partner != SIZE_MAX) return true;
    return refuse_partner(run, word);
}

/* ---- a metric or incentive */

/* "main.revenue" names a metric of that scorecard, "revenue" one of any. */
static bool is_called(const struct program *program, const struct metric *metric, const char *word)
{
    const char *scorecard = program->scorecards[metric->scorecard].name;
    size_t len = strlen(scorecard);
    if (strcmp(metric->name, word) == 0) return true;
    return strncmp(word, scorecard, len) == 0 && word[len] == '.' && strcmp(word + len + 1, metric->name) == 0;
}

static const char *near_rule(struct rung_run *run, const char *word)
{
    const struct program *program = run->run.program;
    size_t count = 0;
    const char **names = arena_array(&run->arena, 2 * program->metric_count + program->incentive_count + 1, sizeof *names);
    if (!names) return NULL;
    for (size_t i = 0; i < program->incentive_count; i++) names[count++] = program->incentives[i].name;
    for (size_t i = 0; i < program->metric_count; i++) {
        const struct metric *metric = &program->metrics[i];
        names[count++] = metric->name;
        names[count] = arena_printf(&run->arena, "%s.%s", program->scorecards[metric->scorecard].name, metric->name);
        if (names[count]) count++;
    }
    return suggest(text_of(word), names, count);
}

enum { RULES_LISTED = 12 };

static void list_rule(struct buf *list, size_t *listed, const char *name)
{
    if (*listed < RULES_LISTED) buf_printf(list, "%s%s", *listed ? ", " : "there are ", name);
    if (*listed == RULES_LISTED) buf_puts(list, ", and more");
    ++*listed;
}

/* "there are revenue, survey and more": those of several tracks once. */
static const char *list_rules(struct rung_run *run)
{
    const struct program *program = run->run.program;
    struct buf list = {0};
    size_t listed = 0;
    for (size_t m = 0; m < program->metric_count; m++) {
        bool told = false;
        for (size_t i = 0; i < m && !told; i++) told = strcmp(program->metrics[i].name, program->metrics[m].name) == 0;
        if (!told) list_rule(&list, &listed, program->metrics[m].name);
    }
    for (size_t i = 0; i < program->incentive_count; i++) list_rule(&list, &listed, program->incentives[i].name);
    const char *all = arena_string(&run->arena, buf_view(&list));
    buf_release(&list);
    return all;
}

static bool refuse_rule(struct rung_run *run, const char *word)
{
    const char *near = near_rule(run, word);
    return api_refuse(run, near ? arena_printf(&run->arena, "did you mean %s?", near) : list_rules(run), "there is no metric or incentive",
                      word);
}

/* A metric of several tracks is that of the track which holds for the partner. */
static bool find_metric(struct rung_run *run, const char *word, size_t *rule)
{
    const struct program *program = run->run.program;
    const struct metric *found = NULL;
    for (size_t m = 0; m < program->metric_count; m++) {
        const struct metric *metric = &program->metrics[m];
        if (!is_called(program, metric, word)) continue;
        if (found && found->scorecard != metric->scorecard) {
            const char *cure = arena_printf(&run->arena, "write %s.%s or %s.%s", program->scorecards[found->scorecard].name, word,
                                            program->scorecards[metric->scorecard].name, word);
            return api_refuse(run, cure, "several scorecards have a metric", word);
        }
        const struct card_scorecard *card = &run->reader.card.scorecards[metric->scorecard];
        if (found && (!card->on_track || card->track != metric->track)) continue;
        found = metric;
        *rule = m;
    }
    return found || refuse_rule(run, word);
}

bool asked_rule(struct rung_run *run, const char *word, struct asked_rule *rule)
{
    const struct program *program = run->run.program;
    *rule = (struct asked_rule){0};
    for (size_t i = 0; i < program->incentive_count; i++) {
        if (strcmp(program->incentives[i].name, word) != 0) continue;
        *rule = (struct asked_rule){i, true};
        return true;
    }
    return find_metric(run, word, &rule->index);
}

bool asked_trace(struct rung_run *run, const struct asked_rule *rule, struct trace *trace)
{
    return (rule->incentive ? trace_incentive : trace_metric)(&run->run, rule->index, run->reader.partner, trace, &run->arena,
                                                              &run->problems);
}

const char *asked_name(const struct rung_run *run, const struct asked_rule *rule)
{
    const struct program *program = run->run.program;
    return rule->incentive ? program->incentives[rule->index].name : program->metrics[rule->index].name;
}

void asked_failures(struct rung_run *run, const struct asked_rule *rule, const struct problems *problems, struct buf *out)
{
    const struct program *program = run->run.program;
    size_t scorecard = rule->incentive ? program->incentives[rule->index].scorecard : program->metrics[rule->index].scorecard;
    const char *subject = arena_printf(&run->arena, "%s.%s", program->scorecards[scorecard].name, asked_name(run, rule));
    struct text key = run_partner_key(&run->run, run->reader.partner);
    for (size_t i = 0; subject && i < problems->count; i++) {
        const struct problem *problem = &problems->items[i];
        bool same = problem->stage == STAGE_MEASURE && problem->subject && strcmp(problem->subject, subject) == 0;
        if (!same || !problem->partner || !text_is(key, problem->partner)) continue;
        buf_char(out, '\n');
        problem_format(problem, false, out);
    }
}
