#include "tables.h"

/* A partner put together from round numbers. All of it lies in the period, save the prior deal. */
struct recipe {
    int certified, accredited, attested;
    int won, lost;                              /* deals; the revenue is spread over the won ones */
    int registered, known, disciplined, is_new; /* how many of the deals, the first ones; of the won ones for the last two */
    int64_t revenue, prior;                     /* cents; prior 0: no deal */
    int tickets, hours10, csat_sum, rated;
};

static void recipe_deals(struct tables *t, uint32_t p, const struct recipe *r)
{
    const int first = day_of(2026, 7, 1);
    for (int i = 0; i < r->won + r->lost; i++) {
        bool won = i < r->won;
        int64_t share = won ? r->revenue / r->won + (i == 0 ? r->revenue % r->won : 0) : 1000000;
        int discount = !won || i < r->disciplined ? 250 : 251;
        deal(t, p, first + i * 91 / (r->won + r->lost), won ? WON : LOST, share, discount, i < r->registered, i < r->known,
             won && i < r->is_new);
    }
    if (r->prior > 0) deal(t, p, day_of(2025, 8, 15), WON, r->prior, 100, true, true, false);
}

static void recipe_make(struct tables *t, uint32_t p, const struct recipe *r)
{
    const int first = day_of(2026, 7, 1);
    for (int i = 0; i < r->certified; i++) certificate(t, p, i + 1, 1 + i % 2, day_of(2025, 11, 3), day_of(2027, 11, 3));
    for (int i = 0; i < r->accredited; i++) certificate(t, p, i + 40, 0, day_of(2026, 1, 9), day_of(2027, 1, 9));
    for (int i = 0; i < r->attested; i++) attestation(t, p, i, day_of(2026, 3, 3 + i));
    recipe_deals(t, p, r);
    for (int i = 0, left = r->csat_sum; i < r->tickets; i++) {
        int csat = 0;
        if (i < r->rated) {
            csat = left / (r->rated - i);
            left -= csat;
        }
        ticket(t, p, first + i * 3, r->hours10, csat);
    }
}

/* Everything good, so that only the revenue decides: platinum at 250,000. */
static struct recipe strong(int64_t revenue)
{
    return (struct recipe){.certified = 4,
                           .accredited = 2,
                           .attested = 3,
                           .won = 5,
                           .registered = 5,
                           .known = 5,
                           .disciplined = 5,
                           .is_new = 5,
                           .revenue = revenue,
                           .prior = 20000000,
                           .tickets = 2,
                           .hours10 = 120,
                           .csat_sum = 10,
                           .rated = 2};
}

static struct recipe growing(int64_t revenue, int64_t prior)
{
    struct recipe r = strong(revenue);
    r.prior = prior;
    return r;
}

static struct recipe rate_of_a_half(int won)
{
    return (struct recipe){.certified = 1,
                           .attested = 3,
                           .won = won,
                           .lost = won,
                           .registered = won,
                           .known = won,
                           .disciplined = won,
                           .revenue = 13000000,
                           .prior = 10000000,
                           .tickets = 2,
                           .hours10 = 720,
                           .csat_sum = 6,
                           .rated = 2};
}

/* Scores of exactly 45, 58 and 70 without any revenue, where the standing among peers adds nothing. */
static const struct recipe score_45 = {.certified = 10,
                                       .accredited = 5,
                                       .attested = 3,
                                       .won = 2,
                                       .lost = 18,
                                       .registered = 20,
                                       .known = 15,
                                       .prior = 5000000,
                                       .tickets = 4,
                                       .hours10 = 120,
                                       .csat_sum = 12,
                                       .rated = 4};
static const struct recipe score_58 = {.certified = 8,
                                       .accredited = 5,
                                       .attested = 3,
                                       .won = 1,
                                       .lost = 9,
                                       .registered = 10,
                                       .known = 10,
                                       .disciplined = 1,
                                       .tickets = 10,
                                       .hours10 = 120,
                                       .csat_sum = 39,
                                       .rated = 10};
static const struct recipe score_70 = {.certified = 10,
                                       .accredited = 5,
                                       .attested = 3,
                                       .won = 2,
                                       .lost = 2,
                                       .registered = 4,
                                       .known = 4,
                                       .disciplined = 2,
                                       .tickets = 5,
                                       .hours10 = 120,
                                       .csat_sum = 24,
                                       .rated = 5};
/* The same with the highest revenue of its type: exactly enough for platinum. */
static const struct recipe giant_70 = {.certified = 4,
                                       .attested = 3,
                                       .won = 4,
                                       .lost = 4,
                                       .registered = 8,
                                       .known = 8,
                                       .disciplined = 4,
                                       .revenue = 500000000000,
                                       .tickets = 2,
                                       .hours10 = 120,
                                       .csat_sum = 6,
                                       .rated = 2};

static void days_around_the_period(struct tables *t, uint32_t p)
{
    const int deal_days[] = {day_of(2025, 6, 30), day_of(2025, 7, 1), day_of(2025, 9, 30), day_of(2025, 10, 1),
                             day_of(2026, 6, 30), day_of(2026, 7, 1), day_of(2026, 9, 30), day_of(2026, 10, 1)};
    for (int i = 0; i < 8; i++) {
        deal(t, p, deal_days[i], WON, 1000001 << i, 250 + i % 2, i % 2 == 0, true, true);
        ticket(t, p, deal_days[i], 100 + 10 * i, 1 + i % 5);
    }
    const int attested[] = {day_of(2025, 9, 30), day_of(2025, 10, 1), day_of(2026, 10, 1)};
    for (int i = 0; i < 3; i++) attestation(t, p, i, attested[i]);
    if (p / 1000 % 2 == 0) attestation(t, p, 2, day_of(2026, 9, 30));
    for (int i = 0; i < 3; i++) {
        certificate(t, p, 1 + i, i, day_of(2025, 9, 30), day_of(2026, 9, 29));
        certificate(t, p, 4 + i, i, day_of(2025, 9, 30), day_of(2026, 9, 30));
        certificate(t, p, 7 + i, i, day_of(2026, 9, 30), day_of(2027, 9, 30));
        certificate(t, p, 10 + i, i, day_of(2026, 10, 1), day_of(2027, 10, 1));
    }
    certificate(t, p, 4, 2, day_of(2026, 2, 2), day_of(2028, 2, 2)); /* a person counts once per level group */
    certificate(t, p, 5, 2, day_of(2026, 2, 3), day_of(2028, 2, 2));
}

static void open_or_lost(struct tables *t, uint32_t p, bool open)
{
    for (int i = 0; i < 5; i++) deal(t, p, day_of(2026, 7, 9 + i), open ? OPEN : LOST, 2500000, 300, i < 3, i < 4, true);
}

/* Worth nothing this year or the year before; prior deals that are not revenue. */
static void worthless(struct tables *t, uint32_t p, bool now)
{
    if (now)
        for (int i = 0; i < 4; i++) deal(t, p, day_of(2026, 8, 2 + i), WON, 0, 0, true, i > 0, true);
    deal(t, p, day_of(2025, 8, 8), WON, 0, 100, false, true, false);
    deal(t, p, day_of(2025, 8, 9), LOST, 4000000, 100, false, true, false);
    deal(t, p, day_of(2025, 8, 10), OPEN, 4000000, 100, false, true, false);
    if (!now) deal(t, p, day_of(2026, 9, 1), WON, 9000000, 100, true, true, true);
}

static struct recipe many_customers(void)
{
    struct recipe r = strong(30000000);
    r.won = r.registered = r.known = r.disciplined = 14;
    r.is_new = 11;
    return r;
}

/* 15 for platinum, 2 for registered deals, 2 for growth: one too many. */
static struct recipe over_the_cap(void)
{
    struct recipe r = growing(90000033, 20000000);
    r.certified = 9;
    return r;
}

void edge(struct tables *t, uint32_t p, uint32_t number)
{
    uint32_t round = number / EDGE_KINDS;
    bool odd = round % 2 == 1;
    struct recipe r = {0};
    switch (number % EDGE_KINDS) {
    case 0: r = strong(25000000); break;
    case 1: r = strong(24999999); break;
    case 2: r = strong(odd ? 10000000 : 5000000); break;
    case 3: r = strong(odd ? 100000000 : 50000000); break;
    case 4: r = growing(odd ? 26000000 : 24000000, 20000000); break;
    case 5: r = growing(odd ? 99000000 : 32000000, 20000000); break;
    case 6: r = rate_of_a_half(3); break;
    case 7: r = rate_of_a_half(2); break;
    case 8: r = score_45; break;
    case 9: r = score_58; break;
    case EDGE_GIANT: r = round < 5 ? giant_70 : score_70; break;
    case 11: r = (struct recipe){.tickets = 5, .hours10 = odd ? 720 : 120, .csat_sum = odd ? 24 : 15, .rated = 5}; break;
    case 12: return; /* nothing at all */
    case 13: open_or_lost(t, p, odd); return;
    case 14: worthless(t, p, odd); return;
    case 15: days_around_the_period(t, p); return;
    case 16: r = many_customers(); break;
    case 17: r = over_the_cap(); break;
    case 18: r = (struct recipe){.attested = 3, .won = 1, .revenue = 1234510}; break; /* 5 % end in half a cent */
    case 19: r = (struct recipe){.attested = 2, .won = odd, .revenue = odd ? 700000 : 0, .tickets = odd ? 0 : 4, .hours10 = 405}; break;
    }
    recipe_make(t, p, &r);
}
