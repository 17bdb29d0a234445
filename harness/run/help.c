/* What `mapcheck help` and `mapcheck VERB --help` say: by example first. docs/command-line.md and docs/mapcheck.1 are
 * the long form. */
#include "reports/report.h"
#include "run/baseline.h"
#include "run/verbs.h"

#include <stdio.h>
#include <string.h>

typedef struct Help {
    const char *verb;
    const char *text;
} Help;

static const char overview[] =
    "mapcheck checks what an operating system's memory-mapping calls really do.\n"
    "\n"
    "  mapcheck run                                 every case that this platform can tell\n"
    "  mapcheck run common/lifetime                 one chapter\n"
    "  mapcheck run 'requirement:P-MMAP-*' -j 4     what cites these requirements\n"
    "  mapcheck show CASE --ledger mapcheck-out/ledger.jsonl\n"
    "\n"
    "Verbs, each with --help:\n"
    "  list           the cases\n"
    "  run            tell cases, judge them, write ledger and reports\n"
    "  show           one case: what it claims, on what basis, and what happened\n"
    "  report         reports from a ledger\n"
    "  compare        two ledgers\n"
    "  probe          what this platform is and has\n"
    "  baseline       check a baseline, or suggest entries for it\n"
    "  requirements   the registry, and what of it has cases\n"
    "  prove          run against mutants: can every case fail?\n"
    "  stress         random programs against a model, shrunk to a few lines when one fails\n"
    "  replay         a repro, or a case of a ledger, once more\n"
    "  export-c       a case or a repro as a C program that needs nothing of mapcheck\n"
    "  help [VERB]    this, or a verb's help\n"
    "\n"
    "Exit codes: 0 all as the baseline expects; 1 something was not; 2 it could not do what was asked.\n";

static const char list_help[] = "mapcheck list [PATTERN...] [--long] [--json] [--subject NAME]\n"
                                "\n"
                                "  mapcheck list                          ids, one a line\n"
                                "  mapcheck list --long posix/mmap        with claim, level, basis and place\n"
                                "  mapcheck list 'level:OBSERVE' --json   as a JSON array\n"
                                "\n"
                                "A PATTERN is a glob over ids (* crosses /), a chapter or case without *, "
                                "requirement:GLOB, tag:GLOB or level:WORD;\n"
                                "'!PATTERN' leaves out what PATTERN matches.\n";

static const char run_help[] =
    "mapcheck run [PATTERN...] [OPTION...]\n"
    "\n"
    "  mapcheck run                                    all cases of this platform, as many workers as processors\n"
    "  mapcheck run common/lifetime --trace -j1        one chapter, every operation shown as it happens\n"
    "  mapcheck run --shuffle --repeat 20 'posix/*'    20 rounds in a random order; a case that varies is a flake\n"
    "  mapcheck run --until-fail common/naming         round after round until something is unexpected\n"
    "  mapcheck run --resume mapcheck-out/ledger.jsonl what an ended run did not get to\n"
    "  mapcheck run --wrap 'valgrind -q' --scale 20    every actor under valgrind, with more patience\n"
    "  mapcheck run --actor 'wine mapcheck-actor.exe' --subject win32\n"
    "\n"
    "What is told\n"
    "  PATTERN              glob over ids (* crosses /), chapter, case, requirement:GLOB, tag:GLOB, level:WORD;\n"
    "                       several: any; '!PATTERN' leaves out what it matches\n"
    "  --subject NAME       only this subject (posix-shm) or family (posix); repeatable\n"
    "  --shard I/N          the Ith of N equal parts of the selection\n"
    "  --shuffle [SEED]     in a random order; the seed is printed\n"
    "  --repeat N           N rounds\n"
    "  --until-fail         until something is unexpected; without --repeat, without end\n"
    "  --resume LEDGER      take its finished cases over, tell the others\n"
    "Who tells it\n"
    "  -j N, --jobs N       workers at one time (default: processors)\n"
    "  --actor CMD          instead of the program mapcheck-actor beside this one; split as a shell would\n"
    "  --other-actor CMD    a second actor, of 32 bits beside 64 or the reverse, for cases in which the two share\n"
    "  --wrap CMD           put before the actor's command\n"
    "  --mutant NAME        with this known fault (`mapcheck-actor --mutants` lists them)\n"
    "  --subject-library FAMILY=PATH   take a family's functions from this library\n"
    "  --scratch DIR        the actors' files go there\n"
    "  --deadline SECONDS   for one operation (default 5)\n"
    "  --scale FACTOR       on every deadline (default 1)\n"
    "How it is judged and told\n"
    "  --baseline FILE|none instead of DATA/reports/baseline/PLATFORM.txt\n"
    "  --platform NAME      instead of the name made from the facts\n"
    "  --data DIR           the folder with cases/requirements and reports/baseline\n"
    "  --out DIR            ledger.jsonl and reports (default mapcheck-out); a ledger there becomes previous.jsonl\n"
    "  --no-reports         only the ledger\n"
    "  --trace              print every operation as it happens\n"
    "  --quiet              no progress\n"
    "  --color WHEN         auto, always or never\n"
    "\n"
    "Exit codes: 0 all as the baseline expects; 1 something was not; 2 not done, or interrupted.\n";

static const char show_help[] =
    "mapcheck show CASE [--ledger LEDGER] [--color WHEN] [--data DIR]\n"
    "\n"
    "  mapcheck show posix/mmap/length_zero\n"
    "  mapcheck show posix/mmap/length_zero --ledger mapcheck-out/ledger.jsonl\n"
    "\n"
    "The claim, the requirements it rests on with their statements, and where it is written; with --ledger what\n"
    "happened, operation by operation. CASE may be a pattern (see mapcheck list --help).\n";

static const char probe_help[] =
    "mapcheck probe [--json] [--actor CMD] [--wrap CMD] [--data DIR]\n"
    "\n"
    "  mapcheck probe                                   this platform\n"
    "  mapcheck probe --actor 'wine mapcheck-actor.exe' what an actor under Wine sees\n"
    "\n"
    "The platform's name, its facts, its families of calls, and how many cases each subject has.\n";

static const char baseline_help[] =
    "mapcheck baseline [--check [FILE]] | --suggest --ledger LEDGER [--data DIR]\n"
    "\n"
    "  mapcheck baseline --check                                       every baseline of the suite\n"
    "  mapcheck baseline --check reports/baseline/linux-x86_64-glibc.txt\n"
    "  mapcheck baseline --suggest --ledger mapcheck-out/ledger.jsonl  entries for what was unexpected\n"
    "\n"
    "A suggested entry has no reason: " BASELINE_REASON_MARKER
    " is to be replaced by what differs and the requirement that\n"
    "says so, else the baseline is refused.\n";

static const char requirements_help[] =
    "mapcheck requirements [PATTERN...] [--open | --covered] [--json] [--data DIR]\n"
    "\n"
    "  mapcheck requirements                 every requirement with its cases\n"
    "  mapcheck requirements 'P-MMAP-*'      some\n"
    "  mapcheck requirements --open          ids without a case, one a line\n";

static const char prove_help[] =
    "mapcheck prove [PATTERN...] [--mutant NAME...] [--family F] [--quick] [--matrix FILE] [OPTION...]\n"
    "\n"
    "  mapcheck prove                        every case against every mutant of its family\n"
    "  mapcheck prove --quick -j 2           until each mutant is killed and each case proven\n"
    "  mapcheck prove common/flush --mutant msync-does-nothing\n"
    "  mapcheck prove --matrix kills.csv     the whole matrix (.md: as Markdown)\n"
    "\n"
    "Tells the cases without a fault first, then with one fault at a time. A case kills a mutant when it passes\n"
    "without and not with it. Prints unkilled mutants and unproven cases; exit code 0 only if there are none.\n"
    "With --quick a mutant that was killed meets only cases that are not proven yet, and the likeliest first.\n"
    "Also: -j, --subject, --wrap, --actor, --scratch, --deadline, --scale, --baseline, --platform, --quiet, --color,\n"
    "--data, as in `mapcheck run --help`.\n";

static const char stress_help[] =
    "mapcheck stress [OPTION...]\n"
    "\n"
    "  mapcheck stress                                     half a minute of everything\n"
    "  mapcheck stress --profile all --for 10m             every profile in turn\n"
    "  mapcheck stress --subject posix-shm --seed 7 --operations 100000\n"
    "  mapcheck stress --mutant third-view-is-private\n"
    "\n"
    "What is done\n"
    "  --profile NAME       map-heavy, flush-heavy, resize-heavy, copy-on-write, naming, protection, die-often,\n"
    "                       placement, everything (default), or all of them in turn\n"
    "  --speed WORD         lockstep: one operation at a time, judged at once; free: actors run programs by "
    "themselves,\n"
    "                       and their history is checked; both (default): programs of each kind in turn\n"
    "  --nemesis LIST       what free programs meet now and then: kill, stop, descriptors, addresses, regions, disk,\n"
    "                       pressure, truncate, full (a scratch disk of less than 64 MiB), or none (default: all)\n"
    "  --program FILE       only this program, which a failure left, again and again\n"
    "  --regressions DIR    programs that failed once: replayed first, and what is found is added (default: the "
    "suite's\n"
    "                       cases/stress/regressions, and what a mutant shows is not added); none: neither\n"
    "  --subject NAME       posix-file, posix-shm, ... (default: the first whose calls the actor has)\n"
    "  --seed N             of the first program; the next one has N+1 (default: a random one, printed)\n"
    "  --for TIME           500ms, 30s, 10m, 1h (default 30s)\n"
    "  --operations N       at most so many steps\n"
    "  --episode N          steps of one program (default 2000)\n"
    "  --actors N           processes that are kept alive (default 3), forked ones beside them\n"
    "  --bare               free programs without record and check, to compare what these cost (ci/bench-stress)\n"
    "  --shrink SECONDS     for shrinking a failure (default 120); 0: not at all\n"
    "  --out DIR            a repro goes there (default mapcheck-out)\n"
    "Who does it: --actor, --wrap, --mutant, --subject-library, --scratch, --deadline, --scale as in `mapcheck run "
    "--help`\n"
    "\n"
    "Exit codes: 0 no violation; 1 one was found, shrunk and written; 2 not done, or interrupted.\n";

static const char replay_help[] =
    "mapcheck replay FILE [OPTION...]\n"
    "\n"
    "  mapcheck replay mapcheck-out/repro-posix-file-everything-7.jsonl\n"
    "  mapcheck replay mapcheck-out/ledger.jsonl --case posix/mmap/length_zero --trace\n"
    "\n"
    "Carries out the operations of a repro, or of a case in a ledger, and holds the answers against what was "
    "expected.\n"
    "Ends at the first difference.\n"
    "  --case ID            which case of a ledger\n"
    "  --trace              print every operation\n"
    "Also: --actor, --wrap, --mutant, --subject-library, --scratch, --deadline, --scale as in `mapcheck run --help`.\n"
    "\n"
    "Exit codes: 0 all as expected; 1 something was not; 2 not done.\n";

static const char export_help[] =
    "mapcheck export-c CASE|FILE [--case ID] [--out FILE] [OPTION...]\n"
    "\n"
    "  mapcheck export-c common/lifetime/bytes_outlive_their_writer@posix-file > repro.c && cc -o repro repro.c\n"
    "  mapcheck export-c mapcheck-out/ledger.jsonl --case posix/mmap/offset_zero --out repro.c\n"
    "  mapcheck export-c mapcheck-out/repro-posix-file-everything-7.jsonl --out repro.c\n"
    "  mapcheck export-c win32/names/kept_by_a_view --actor 'wine mapcheck-actor.exe' --out repro.c\n"
    "\n"
    "Writes a C program that makes the same calls in the same processes and in the same order, prints each, and ends\n"
    "with 0 where every expectation holds, with 1 at the first that does not, with 2 where it could not be done.\n"
    "A CASE is run once for its transcript; a FILE is a repro or a ledger.\n"
    "  --case ID            which case of a ledger\n"
    "  --out FILE           instead of standard output\n"
    "For the run of a CASE: --actor, --wrap, --mutant, --subject-library, --scratch, --deadline, --scale.\n"
    "\n"
    "Exit codes: 0 written; 2 not: the story uses something that cannot be exported, which is said.\n";

static const Help texts[] = {
    {"mapcheck", overview},     {"help", overview},          {"list", list_help},
    {"run", run_help},          {"show", show_help},         {"report", report_usage},
    {"probe", probe_help},      {"baseline", baseline_help}, {"requirements", requirements_help},
    {"prove", prove_help},      {"stress", stress_help},     {"replay", replay_help},
    {"compare", compare_usage}, {"export-c", export_help},
};

const char *help_of(const char *verb)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!strcmp(texts[i].verb, verb))
            return texts[i].text;
    }
    return NULL;
}

int help_command(int argc, char **argv)
{
    const char *text = help_of(argc > 1 ? argv[1] : "mapcheck");
    if (!text)
        return cannot("help", "there is no verb \"%s\"; `mapcheck help` lists them", argv[1]);
    fputs(text, stdout);
    return EXIT_AS_EXPECTED;
}
