/* data.c - tables for the Meridian program, at any size.
 *
 *     meridian_data PARTNERS SEED FOLDER
 *
 * Writes partners.csv, deals.csv, certifications.csv, tickets.csv and attestations.csv into FOLDER, which must be there. The
 * same PARTNERS and SEED give the same bytes everywhere: integers only, no clock, no locale.
 *
 * A partner's luck (size and quality) is drawn once and shapes all its rows; one partner in 50 is made by hand instead (edges.c).
 * Rows of a fact table come in the order of their dates, so the tables are gathered in memory, sorted by day and written. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tables.h"

/* ---- partners by luck: one draw a statement, for C does not say in which order arguments are worked out */

/* 2^(x / 1024), times 1024, by straight lines between whole powers; x from 0 on. */
static int64_t power(int x)
{
    return ((int64_t)(1024 + x % 1024)) << (x / 1024);
}

struct nature {
    int quality; /* 0 to 100 */
    int size;    /* 0 on: deals double with each 1024 */
};

static int limited(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

static void common_deal(struct tables *t, uint32_t p, struct nature nature, struct luck *luck)
{
    const int begins = day_of(2025, 7, 1);
    int day = chance(luck, 36) ? day_of(2026, 7, 1) + below(luck, PERIOD_DAYS) : begins + below(luck, ALL_DAYS);
    int decided = below(luck, 100);
    enum stage stage = decided < 25 + nature.quality / 3 ? WON : decided < 85 ? LOST : OPEN;
    int64_t cents = power(limited(10 * 1024 + 1024 * 3 / 4 + bell(luck) * 8 / 5, 0, 40 * 1024)) + below(luck, 100);
    if (chance(luck, 20)) cents = (cents / 10000 + 1) * 10000;
    int discount = chance(luck, 10) ? 250 : below(luck, chance(luck, 85) ? 300 : 601);
    bool registered = chance(luck, 20 + nature.quality / 2);
    bool known = chance(luck, 94);
    bool is_new = chance(luck, 22);
    deal(t, p, day, stage, cents, discount, registered, known, is_new);
}

static void common_certificate(struct tables *t, uint32_t p, struct luck *luck)
{
    int issued = day_of(2023, 7, 2) + below(luck, 1186);
    int person = 1 + below(luck, 12);
    int level = below(luck, 3);
    certificate(t, p, person, level, issued, issued + 364 * (1 + below(luck, 3)));
}

static void common_ticket(struct tables *t, uint32_t p, struct nature nature, struct luck *luck)
{
    int hours = limited(20 + (int)(power(6144 + bell(luck)) / 260) + (100 - nature.quality) * 4, 0, 5000);
    int csat = chance(luck, 40) ? 0 : limited(1 + (nature.quality + below(luck, 70)) / 30, 1, 5);
    int day = chance(luck, 40) ? day_of(2026, 7, 1) + below(luck, PERIOD_DAYS) : day_of(2025, 7, 1) + below(luck, ALL_DAYS + 6);
    ticket(t, p, day, hours, csat);
}

static void common(struct tables *t, uint32_t p, uint64_t seed)
{
    struct luck luck = luck_for(seed, p, 1);
    int quality = limited(50 + bell(&luck) * 25 / 1024, 0, 100);
    int size = limited(3 * 1024 + bell(&luck) * 9 / 5, 0, 12 * 1024);
    struct nature nature = {quality, size};
    int deals = chance(&luck, 6) ? 0 : (int)(power(size) * 5 / 4 / 1024);
    for (int i = 0; i < deals; i++) common_deal(t, p, nature, &luck);
    int certificates = below(&luck, 2 + quality / 5);
    for (int i = 0; i < certificates; i++) common_certificate(t, p, &luck);
    int tickets = below(&luck, 13);
    for (int i = 0; i < tickets; i++) common_ticket(t, p, nature, &luck);
    for (int item = 0; item < 3; item++)
        if (chance(&luck, 40 + quality * 55 / 100)) attestation(t, p, item, day_of(2025, 7, 1) + below(&luck, ALL_DAYS + 6));
}

/* ---- writing */

static const char *const types[] = {"reseller", "msp", "integrator", "isv", "distributor"};
static const char *const regions[] = {"amer", "emea", "apac", "latam"};
static const char *const tiers[] = {"registered", "silver", "gold", "platinum"};
static const char *const stages[] = {"won", "lost", "open"};
static const char *const products[] = {"", "cloud", "storage", "network", "security", "analytics"};
static const char *const levels[] = {"associate", "professional", "expert"};
static const char *const subjects[] = {"cloud", "storage", "network", "security", "sales"};
static const char *const severities[] = {"low", "normal", "high", "critical"};
static const char *const items[] = {"code_of_conduct", "anti_bribery", "data_protection"};
static const char *const people[] = {"Ana Lima",   "Björn Åberg", "Chen Wei",     "Daša Kováč",
                                     "Émile Roux", "Farid Aziz",  "Grace O'Neil", "Hiro 田中"};

/* As a CSV cell; \" stands for one doubled quote. */
static const char *const names[] = {"Lindqvist Systems",
                                    "\"Ferrum, Holt & Co\"",
                                    "\"The \"\"Beacon\"\" Group\"",
                                    "Żubr Informatyka",
                                    "\"Acme \"\"West\"\", Inc.\"",
                                    "Société Générale de Réseaux",
                                    "\"Plain, GmbH\"",
                                    "北極星 Cloud",
                                    "Kestrel Data",
                                    "\"Quoted without need\"",
                                    "Ñandú Tecnología",
                                    "Orla MSP"};

static const char *type_of(uint32_t partner, uint64_t seed)
{
    struct luck luck = luck_for(seed, partner, 2);
    int at = below(&luck, 100);
    const uint32_t round = EDGE_EVERY * EDGE_KINDS;
    if (partner % round == EDGE_EVERY * EDGE_GIANT + EDGE_FIRST) return types[partner / round % 5]; /* one giant to a type */
    return types[at < 42 ? 0 : at < 68 ? 1 : at < 84 ? 2 : at < 96 ? 3 : 4];
}

/* Letters and digits that differ for every partner and come in no order. */
static void id_of(uint32_t partner, uint64_t seed, char id[9])
{
    const uint64_t all = 78364164096; /* 36^7; the factor shares no divisor with it, so no two partners meet */
    uint64_t x = ((partner + 1) * (uint64_t)8271000007 + seed % all * 7919) % all;
    id[0] = 'P';
    for (int i = 7; i >= 1; i--, x /= 36) id[i] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[x % 36];
    id[8] = '\0';
}

struct output {
    const char *folder;
    uint64_t seed;
    char days[DAY_COUNT][DAY_SIZE];
};

static FILE *table_open(const struct output *out, const char *file, const char *header)
{
    char path[4096];
    FILE *stream = NULL;
    if (snprintf(path, sizeof path, "%s/%s", out->folder, file) < (int)sizeof path) stream = fopen(path, "w");
    if (stream == NULL) {
        fprintf(stderr, "meridian_data: cannot write %s/%s: %s\n", out->folder, file, strerror(errno));
        exit(1);
    }
    setvbuf(stream, NULL, _IOFBF, 1 << 20);
    fprintf(stream, "%s\n", header);
    return stream;
}

static void table_close(FILE *stream, const char *file)
{
    bool failed = ferror(stream) != 0;
    if (fclose(stream) != 0 || failed) {
        fprintf(stderr, "meridian_data: cannot write %s: %s\n", file, strerror(errno));
        exit(1);
    }
}

static void write_partners(const struct output *out, uint32_t count)
{
    FILE *f = table_open(out, "partners.csv", "partner_id,name,type,region,joined_on,prior_tier");
    for (uint32_t p = 0; p < count; p++) {
        struct luck luck = luck_for(out->seed, p, 3);
        const char *name = names[below(&luck, 12)];
        const char *region = regions[below(&luck, 4)];
        const char *joined = out->days[below(&luck, 1200)];
        const char *prior = tiers[below(&luck, 4)];
        char id[9];
        id_of(p, out->seed, id);
        fprintf(f, "%s,%s,%s,%s,%s,%s\n", id, name, type_of(p, out->seed), region, joined, prior);
    }
    table_close(f, "partners.csv");
}

typedef void row_writer(FILE *f, const struct output *out, const struct row *row, size_t number, const char *id);

static void write_deal(FILE *f, const struct output *out, const struct row *row, size_t number, const char *id)
{
    fprintf(f, "D%08zu,%s,%s,%s,%lld.%02d,%d.%d,%s,%s,%s\n", number + 1, id, out->days[row->day], stages[row->kind],
            (long long)(row->cents / 100), (int)(row->cents % 100), row->tenths / 10, row->tenths % 10, row->registered ? "yes" : "no",
            products[row->detail], row->is_new ? "yes" : "no");
}

static void write_certificate(FILE *f, const struct output *out, const struct row *row, size_t number, const char *id)
{
    (void)number;
    fprintf(f, "%s,%s %d,%s,%s,%s,%s\n", id, people[row->person % 8], row->person, subjects[row->detail], levels[row->kind],
            out->days[row->day], out->days[row->until]);
}

static void write_ticket(FILE *f, const struct output *out, const struct row *row, size_t number, const char *id)
{
    (void)number;
    const char csat[] = {row->detail ? (char)('0' + row->detail) : '\0', '\0'};
    fprintf(f, "%s,%s,%s,%d.%d,%s\n", id, out->days[row->day], severities[row->kind], row->tenths / 10, row->tenths % 10, csat);
}

static void write_attestation(FILE *f, const struct output *out, const struct row *row, size_t number, const char *id)
{
    (void)number;
    fprintf(f, "%s,%s,%s\n", id, items[row->kind], out->days[row->day]);
}

/* Writes the rows day by day, those of one day as they were gathered, and lets go of them. */
static void write_rows(const struct output *out, struct rows *rows, const char *file, const char *header, row_writer *write)
{
    size_t first[DAY_COUNT + 1] = {0};
    uint32_t *order = malloc((rows->count + 1) * sizeof *order);
    if (order == NULL) {
        fprintf(stderr, "meridian_data: no memory for %zu rows\n", rows->count);
        exit(1);
    }
    for (size_t i = 0; i < rows->count; i++) first[rows->items[i].day + 1]++;
    for (int day = 0; day < DAY_COUNT; day++) first[day + 1] += first[day];
    for (size_t i = 0; i < rows->count; i++) order[first[rows->items[i].day]++] = (uint32_t)i;
    FILE *f = table_open(out, file, header);
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->items[order[i]];
        char id[9];
        id_of(row->partner, out->seed, id);
        write(f, out, row, i, id);
    }
    table_close(f, file);
    free(order);
    free(rows->items);
}

/* Visits the partners in no order, so that the rows of one day come mixed. */
static void gather(struct tables *tables, uint32_t count, uint64_t seed)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t p = (uint32_t)(i * (uint64_t)1000003 % count);
        if (p % EDGE_EVERY == EDGE_FIRST)
            edge(tables, p, p / EDGE_EVERY);
        else
            common(tables, p, seed);
    }
}

int main(int argc, char **argv)
{
    long count = argc == 4 ? strtol(argv[1], NULL, 10) : 0;
    if (count < 1 || count > 1000000) {
        fprintf(stderr, "usage: meridian_data PARTNERS SEED FOLDER (1 to 1000000 partners)\n");
        return 2;
    }
    static struct output out;
    static struct tables tables;
    out.folder = argv[3];
    out.seed = strtoull(argv[2], NULL, 10);
    for (int day = 0; day < DAY_COUNT; day++) day_text(day, out.days[day]);
    gather(&tables, (uint32_t)count, out.seed);
    write_partners(&out, (uint32_t)count);
    write_rows(&out, &tables.deals, "deals.csv",
               "deal_id,partner_id,closed_on,stage,amount,discount_pct,registered,product_line,new_customer", write_deal);
    write_rows(&out, &tables.certifications, "certifications.csv", "partner_id,person,certification,level,issued_on,expires_on",
               write_certificate);
    write_rows(&out, &tables.tickets, "tickets.csv", "partner_id,opened_on,severity,hours_to_resolve,csat", write_ticket);
    write_rows(&out, &tables.attestations, "attestations.csv", "partner_id,item,attested_on", write_attestation);
    return 0;
}
