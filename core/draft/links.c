#include "draft/links.h"

#include <inttypes.h>
#include <strings.h>

#include "draft/hints.h"

/* Half of the ids of a file have to be in the list of partners; a column that names things is likelier than one of small numbers. */
static const double share_least = 0.5, same_heading = 0.5, id_heading = 0.2, partner_heading = 0.2, not_an_id = 0.6;

static const char *const id_words[] = {"id", "ids", "nr", "no", "number", "nummer", "code", "key", "account", "konto", NULL};
static const char *const partner_words[] = {"partner", "partners", "reseller", "dealer",   "account",
                                            "company", "vendor",   "firma",    "haendler", NULL};

static bool is_id(const char *heading)
{
    return hints_at(heading, id_words) || hints_at(heading, partner_words);
}

/* Dates, amounts and the like name nobody. */
static bool may_name(const struct profile_column *column)
{
    const struct tally *tally = &column->tally;
    if (tally->cells == 0 || column->twice || *column->heading == '\0') return false;
    if (tally->fractions[0] + tally->fractions[1] > 0 || tally->signs + tally->percents > 0) return false;
    for (size_t i = 0; i + 1 < DATE_FORMS; i++)
        if (tally->readings[READ_DATE + i].fits * 2 > tally->cells) return false;
    return true;
}

/* Nearly all cells are filled and different: a few that are not are mistakes. */
static bool may_be_key(const struct profile_column *column)
{
    const struct tally *tally = &column->tally;
    uint64_t all = tally->cells + tally->empty;
    return may_name(column) && tally->empty * 20 <= all && tally->repeats <= 2 + tally->cells / 50 && tally->repeats * 4 <= tally->cells;
}

static double heading_bonus(const struct profile_column *column)
{
    return id_heading * hints_at(column->heading, id_words) + partner_heading * hints_at(column->heading, partner_words);
}

/* How well one column's cells are explained as ids out of another one; 0: not at all. */
static double likeness(const struct profile_column *link, const struct profile_column *key, double looked_at)
{
    bool same = strcasecmp(link->heading, key->heading) == 0;
    if (same && !link->twice && link->tally.cells == 0) return same_heading;
    if (!may_name(link)) return 0;
    double share = (double)tags_shared(&link->tally.tags, &key->tally.tags) / (double)link->tally.tags.count / looked_at;
    if (share < share_least) return 0;
    if (share > 1) share = 1;
    bool numbers = key->tally.readings[READ_POINT].fits == key->tally.cells;
    if (numbers && !same && !is_id(link->heading)) share -= not_an_id;
    return share > 0 ? share + same_heading * same + heading_bonus(link) : 0;
}

/* The column of the file that names partners by that key. */
static int best_link(const struct profile *file, const struct profile_column *key, double looked_at, double *score)
{
    int best = LINK_NONE;
    *score = 0;
    for (size_t i = 0; i < file->column_count; i++) {
        double likely = likeness(&file->columns[i], key, looked_at);
        if (likely <= *score) continue;
        *score = likely;
        best = (int)i;
    }
    return best;
}

static double share_seen(const struct profile *file)
{
    return file->rows > file->seen && file->seen > 0 ? (double)file->seen / (double)file->rows : 1;
}

static double score_key(const struct profile *profiles, size_t count, size_t file, size_t column)
{
    const struct profile_column *key = &profiles[file].columns[column];
    double sum = heading_bonus(key) + (file == 0 ? 0.1 : 0) + (hints_at(profiles[file].file, partner_words) ? 0.3 : 0), one;
    if (!may_be_key(key)) return 0;
    for (size_t i = 0; i < count; i++) {
        if (i == file) continue;
        best_link(&profiles[i], key, share_seen(&profiles[file]), &one);
        sum += 2 * one;
    }
    return sum + (column == 0 ? 0.05 : 0);
}

static bool refuse(const struct profile *profiles, size_t count, const struct draft *draft)
{
    problem_add(draft->problems, SEVERITY_ERROR, STAGE_DATA, (struct place){.file = profiles[0].path},
                "name first a file with one row for each partner, whose id stands in a column of its own and is different in each row",
                count == 1 ? "this file cannot be the list of partners: no column has a different text in each row"
                           : "none of the files can be the list of partners: no column has a different text in each row");
    return false;
}

static void tell_key(const struct links *links, const struct profile *file, struct doubts *doubts)
{
    const struct profile_column *key = &file->columns[links->columns[links->partners]];
    const struct tally *tally = &key->tally;
    if (tally->repeats > 0)
        doubt_add(doubts, file, key,
                  "names partners, but %" PRIu64 " of %" PRIu64 " ids %s repeated, the first in %s:%" PRIu32
                  ", \"%s\": the later row will be set aside",
                  tally->repeats, tally->cells, tally->repeats == 1 ? "is" : "are", file->file, tally->repeat_line, tally->repeat);
    if (tally->empty > 0)
        doubt_add(doubts, file, key, "names partners, and is empty in %" PRIu64 " row%s: %s will be set aside", tally->empty,
                  tally->empty == 1 ? "" : "s", tally->empty == 1 ? "it" : "they");
}

/* Another column would have done nearly as well. */
static void tell_rival(const struct profile *profiles, size_t count, const struct links *links, double best, struct doubts *doubts)
{
    for (size_t f = 0; f < count; f++) {
        for (size_t c = 0; c < profiles[f].column_count; c++) {
            if (f == links->partners && (int)c == links->columns[f]) continue;
            if (f == links->partners || score_key(profiles, count, f, c) < best * 0.9) continue;
            doubt_add(doubts, &profiles[f], &profiles[f].columns[c],
                      "could name partners just as well: %s was taken as the list of partners", profiles[links->partners].file);
            return;
        }
    }
}

bool links_find(struct links *links, const struct profile *profiles, size_t count, const struct draft *draft, struct doubts *doubts)
{
    double best = 0, one;
    links->columns = arena_array(draft->arena, count, sizeof *links->columns);
    if (!links->columns) return false;
    for (size_t f = 0; f < count; f++) {
        for (size_t c = 0; c < profiles[f].column_count; c++) {
            double score = score_key(profiles, count, f, c);
            if (score <= best) continue;
            best = score;
            links->partners = f;
            links->columns[f] = (int)c;
        }
    }
    if (best <= 0) return refuse(profiles, count, draft);
    const struct profile *file = &profiles[links->partners];
    const struct profile_column *key = &file->columns[links->columns[links->partners]];
    for (size_t f = 0; f < count; f++)
        if (f != links->partners) links->columns[f] = best_link(&profiles[f], key, share_seen(file), &one);
    tell_key(links, file, doubts);
    tell_rival(profiles, count, links, best, doubts);
    return true;
}
