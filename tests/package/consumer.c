/* consumer.c - a program of somebody else's that uses the installed library.
 *
 *     consumer PROGRAM PLUGINS      prints each partner's tier and score; 1 when something is not as rung.h promises */
#include <rung.h>
#include <stdio.h>

static void print_problems(struct rung_run *run)
{
    for (size_t i = 0; i < rung_problem_count(run); i++) fprintf(stderr, "%s\n", rung_problem(run, i, false).text);
}

static int print_cards(struct rung_run *run)
{
    size_t partners = rung_partner_count(run);
    for (size_t i = 0; i < partners; i++) {
        struct rung_card card;
        if (!rung_card(run, i, 0, &card)) return 1;
        const char *tier = card.tier < 0 ? "none" : rung_tier_name(run, 0, (size_t)card.tier);
        printf("%s %s %.6f\n", card.partner, tier, card.has_score ? card.score : -1);
    }
    struct rung_card none;
    return partners == 0 || rung_card(run, partners, 0, &none);
}

int main(int argc, char **argv)
{
    if (argc != 3) return 2;
    struct rung_options options = {.plugins = argv[2], .jobs = 2};
    struct rung_run *run = rung_run_new();
    if (run == NULL) return 1;
    bool good = rung_run_load(run, argv[1], &options) == RUNG_OK && rung_run_measure(run) == RUNG_OK && print_cards(run) == 0;
    print_problems(run);
    rung_run_free(run);
    return good ? 0 : 1;
}
