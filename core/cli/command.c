#include "cli/command.h"

#include <string.h>

static const struct command commands[] = {
    {"run",
     "PROGRAM [options]",
     "measure all partners of a program and write scorecards, tiers and margins",
     {{"rung run scorecards/starter -o out/2026-Q3", "the program's own period, results in a folder"},
      {"rung run scorecards/starter --period 2026-Q2 -f excel", "another quarter, for Excel"},
      {"rung run scorecards/starter --only scorecards -o - > cards.csv", "one table, to standard output"}},
     FOR_RUN,
     run_command,
     "Reads program.yaml, its tables and its rules, measures every partner, and writes a folder of tables: scorecards, metrics, awards, "
     "margins and payouts, problems.csv with all that is wrong with the data, and run.json with what exactly was run. The folder appears "
     "as a whole or stays as it was. Problems of single cells and rules are told, and the rest goes on without them.",
     NULL},
    {"check",
     "PROGRAM [options]",
     "find the mistakes of a program and its plugins before the first partner",
     {{"rung check scorecards/starter", "all of it: program, plugins, params, tables"}},
     FOR_CHECK,
     check_command,
     "Reads everything and measures nothing: the program at every date at which something in it changes, its rules and their params, and "
     "then the tables. All mistakes are told at once, each with its place and how to mend it. Rules are read and not run: it "
     "warns of what is surely not meant in them; what shows only when a line runs is found by rung run and by cases.",
     NULL},
    {"test",
     "[PROGRAM | PLUGIN | FOLDER ...] [options]",
     "run the cases beside plugins, and compare programs with their expected results",
     {{"rung test", "every program and plugin below this folder"},
      {"rung test scorecards/starter", "one program: the cases of its plugins, then its results"},
      {"rung test plugins/metrics/sum --watch", "the cases of one plugin, again at every save"},
      {"rung test scorecards/starter --accept", "the results are right as they are now: keep them as expected"},
      {"rung test --report junit > tests.xml", "for a build server"}},
     FOR_TEST,
     test_command,
     "Beside a rule NAME.lua lies NAME.cases.yaml: rows that go in, and the value, award or error that has to come out. Each case runs in "
     "the same sandbox as a real run. Beside program.yaml lies the folder expected: tables that a run has to give. Without them, --accept "
     "writes the first ones: look whether they are right.",
     NULL},
    {"plugins",
     "[NAME | PROGRAM ...] [options]",
     "which plugins there are, and what one measures and takes",
     {{"rung plugins", "all of the library, by building block; in a program's folder its own too"},
      {"rung plugins sum", "all of one: what it does, its params, an entry to copy"},
      {"rung plugins scorecards/starter sum", "where a program uses it, besides"}},
     FOR_PLUGINS,
     plugins_command,
     "Without a name it lists the plugins by building block, each with its first line. With names it tells all of them: what they do, "
     "their "
     "params with types and defaults, the tables and columns that they read, their cases, and an entry for program.yaml to begin with. A "
     "name may be short (sum) or the path of the file.",
     NULL},
    {"explain",
     "PROGRAM PARTNER [METRIC] [options]",
     "why a partner has the score, the tier and the money that it has",
     {{"rung explain scorecards/starter acorn", "what is missing, what the tier rests on, each number with its reason"},
      {"rung explain scorecards/starter acorn revenue", "one metric or incentive, with the rows that counted"}},
     FOR_EXPLAIN,
     explain_command,
     "Runs the program and tells one partner's card: where score is lost, the largest part first; what the tier earned rests on and what "
     "the "
     "tiers above it lack; how each metric came to its points and what it adds to the score; movement, waivers, awards, and the "
     "arithmetic of margin and pay-outs step by step. A partner is named by its key or its name.",
     NULL},
    {"coverage",
     "PROGRAM [options]",
     "what a program measures and rewards, and what it leaves out",
     {{"rung coverage scorecards/starter", "blocks, objectives, metrics with their weight, incentives, and findings"},
      {"rung coverage scorecards/starter --json", "the same for machines; it stands in run.json, too"}},
     FOR_COVERAGE,
     coverage_command,
     "Runs the program and shows its operating model: for each track the six building blocks and the objectives, with the metrics, their "
     "part of the weight, and the incentives. Then what it leaves open, in sentences: what nothing measures, what nothing rewards, what is "
     "rewarded and not measured; and what this period's partners show: crowds at a threshold, metrics that do not tell partners apart, "
     "that "
     "say the same as another, or that mostly have no data.",
     NULL},
    {"trace",
     "PROGRAM PARTNER METRIC [options]",
     "how one metric or incentive of one partner came about, step by step",
     {{"rung trace scorecards/starter acorn revenue", "selections with their counts, questions and answers, value and points"},
      {"rung trace scorecards/starter acorn main.revenue --rows", "the rows too, and what decided about each"},
      {"rung trace scorecards/starter acorn volume_rebate", "an incentive: what it awarded, and what limits made of it"}},
     FOR_TRACE,
     trace_command,
     "Runs the program, calls the rule once more for this partner, and shows what it did: the params that hold for the partner, each "
     "selection with the rows that each condition kept and dropped, each question with its answer, and what the rule says with log(...). "
     "A metric of several scorecards is named with its scorecard, main.revenue.",
     NULL},
    {"editor",
     "[PROGRAM] [options]",
     "set up editors, so that they complete and check program.yaml, cases and rules",
     {{"rung editor scorecards/starter", "the files for this program; again after its tables or plugins changed"},
      {"rung help luacats > rung.lua", "the definitions alone; luacheck, schema and cases-schema likewise"}},
     FOR_EDITOR,
     editor_command,
     "It writes .rung/ with JSON Schemas for program.yaml and cases, and with definitions of all that a rule can reach, .luarc.json for "
     "lua-language-server and .luacheckrc for luacheck. A file that Rung did not write stays as it is. Without a folder it takes the one "
     "that "
     "you are in.",
     NULL},
    {"history",
     "list|show|remove|export FILE [PERIOD | TABLE]",
     "what the history of finished runs holds",
     {{"rung history list scorecards/starter/history.sqlite", "the periods that are kept"},
      {"rung history export scorecards/starter/history.sqlite awards > awards.csv", "a table over all of them"}},
     FOR_HISTORY,
     history_command,
     "A finished run is kept by rung run --record. list shows what is kept, show the results of one period, remove takes a period out, "
     "export writes a table over all periods.",
     "list show remove export"},
    {"diff",
     "BEFORE AFTER [options]",
     "what is different between two finished runs: who moved, what it costs, and why",
     {{"rung diff out/2026-Q2 out/2026-Q3", "two folders of results"},
      {"rung diff out/2026-Q2 out/2026-Q3 --all", "every partner, and every metric"},
      {"rung diff out/2026-Q2 out/2026-Q3 --csv changes.csv", "a table besides, a row per partner and metric"},
      {"rung diff out/2026-Q2 out/2026-Q3 --json", "for other programs"}},
     FOR_DIFF,
     diff_command,
     "Reads two folders that rung run has written, and compares partner by partner: what is different in program, rules and tables, what "
     "it "
     "costs, from which tier to which one partners went, and for each that moved which metrics made the difference. What metrics add "
     "to the score comes to the change of the score.",
     NULL},
    {"whatif",
     "PROGRAM --set KEY=VALUE | --against PROGRAM | --sweep KEY=A..B | --sensitivity [options]",
     "what a change of the rules would do, on the same data: who moves, what it costs",
     {{"rung whatif scorecards/meridian --set scorecards.main.tiers.gold.score=60", "one other number"},
      {"rung whatif scorecards/meridian --set 'scorecards.main.metrics.revenue.points.curve={0: 0, 500000: 100}'", "another curve"},
      {"rung whatif scorecards/meridian --against drafts/2027 --periods 2026-Q1,2026-Q2", "another program on these tables, over periods"},
      {"rung whatif scorecards/meridian --sweep scorecards.main.tiers.gold.score=50..70", "a threshold, from here to there"},
      {"rung whatif scorecards/meridian --sensitivity", "how far ranks and tiers hang on the weights"}},
     FOR_WHATIF,
     whatif_command,
     "Runs the program as it is and as it would be, and compares the two, partner by partner. A key is the way from the top of "
     "program.yaml, "
     "with dots between; an item of a list is named by its number. The changed program is checked like any other. Nothing is written: no "
     "results, no history, and program.yaml stays as it is.",
     NULL},
    {"verify",
     "RESULTS [options]",
     "say whether results are still what their run would give",
     {{"rung verify out", "reads out/run.json, checks the digests, and runs again"}},
     FOR_VERIFY,
     verify_command,
     "A folder of results holds run.json: what exactly was run, with the digests of everything that was read and written. verify compares "
     "the "
     "files with it, runs the same again, and says that every byte is the same, or which input has changed since. Paths in run.json are "
     "those of the run: start it from the same folder.",
     NULL},
    {"report",
     "RESULTS [options]",
     "make one page of all results, for a browser, paper or a mail",
     {{"rung report out -o 2026-Q3.html", "the overview, the table of partners, and a page for each of them"}},
     FOR_REPORT,
     report_command,
     "Reads a folder of results and writes one file of HTML that needs nothing else: no network, no other file, no Rung. It shows the "
     "program as a "
     "whole, all partners to search, sort and filter, and for each partner how every number came about. A file that Rung did not write "
     "is not replaced.",
     NULL},
    {"statement",
     "RESULTS PARTNER | RESULTS --all [options]",
     "make the page that a partner gets to read of its own results",
     {{"rung statement out acorn -o acorn.html", "one partner, by its key"},
      {"rung statement out --all -o statements/2026-Q3", "a file for each partner"}},
     FOR_STATEMENT,
     statement_command,
     "Writes a page for a browser or paper with the partner's tier, score, metrics, margin and pay-outs, how each came about, and what is "
     "missing "
     "for the next tier. It holds nothing of other partners, no totals, no values that compare partners but percentiles, and not who "
     "approved a waiver or why.",
     NULL},
    {"new",
     "program NAME [--from FILE ...] | metric NAME [PROGRAM] | incentive NAME [PROGRAM]",
     "make a program, a metric or an incentive to begin with",
     {{"rung new program mine", "a small program with invented partners, in the new folder mine"},
      {"rung new program mine --from partners.csv deals.csv", "a proposal, from what your own files hold"},
      {"rung new metric average_deal mine", "a rule of your own for the program in mine, with its cases"},
      {"rung new incentive growth_bonus", "the same of an incentive, for the program in this folder"}},
     FOR_NEW,
     new_command,
     "What it makes works at once and explains itself, line by line. From data files it proposes tables with types, keys and forms of "
     "dates, a period, a first scorecard and tiers, and says what it was not sure of. A file that is there already is never replaced.",
     "program metric incentive"},
    {"completion",
     "bash|zsh|fish",
     "print what a shell needs to complete commands and options",
     {{"source <(rung completion bash)", "for this terminal; make install does it for all of them"},
      {"rung completion fish > ~/.config/fish/completions/rung.fish", "for good, without make install"}},
     FOR_COMPLETION,
     completion_command,
     "Prints a completion script to standard output. make install puts all three where the shells look for them.",
     "bash zsh fish"},
    {"help",
     "[COMMAND | TOPIC]",
     "help on a command, or one of the pages that Rung prints about itself",
     {{"rung help run", "one command"},
      {"rung help format", "every key of program.yaml, as Markdown"},
      {"rung help man rung-run | man -l -", "a manual page"}},
     FOR_HELP,
     help_command,
     "Without a word it lists the commands. Topics: format is the reference of program.yaml, api what rules in Lua can call, man lists the "
     "manual pages and prints one. For editors, which rung editor sets up: schema, cases-schema, luacats and luacheck.",
     "format api schema cases-schema luacats luacheck man"},
};

size_t command_list(const struct command **list)
{
    *list = commands;
    return sizeof commands / sizeof *commands;
}

const struct command *command_named(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    return NULL;
}

bool command_one_program(const struct arguments *arguments)
{
    if (arguments->word_count == 2) return true;
    fprintf(stderr, "rung: error: rung %s takes one program, the folder that holds program.yaml\n   cure: rung %s scorecards/starter\n",
            arguments->words[0], arguments->words[0]);
    return false;
}

struct rung_run *command_new_run(void)
{
    struct rung_run *run = rung_run_new();
    if (!run) fputs("rung: error: out of memory\n", stderr);
    return run;
}

void command_written(const struct arguments *arguments, const char *path)
{
    if (!arguments->quiet && strcmp(path, "-") != 0) printf("%s\n", path);
}

int command_finish(struct rung_run *run, enum rung_status status)
{
    size_t errors = rung_error_count(run);
    rung_run_free(run);
    return status != RUNG_OK ? EXIT_WRONG : errors ? EXIT_PROBLEMS : EXIT_GOOD;
}
