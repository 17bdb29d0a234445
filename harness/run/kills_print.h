/* The kill matrix as a person and as a spreadsheet read it. */
#ifndef MAPCHECK_RUN_KILLS_PRINT_H
#define MAPCHECK_RUN_KILLS_PRINT_H

#include "run/kills.h"
#include "wire/text.h"

/* One line per mutant, then the unkilled mutants and the unproven cases. Returns how many of both there are. */
size_t append_kills(Text *out, const Kills *kills);

/* The whole matrix, cases down and mutants across: as Markdown where the file's name ends in .md, else CSV. */
void append_matrix(Text *out, const Kills *kills, bool markdown);

#endif
