/* What words say about which case is likely to notice which mutant. Only likely.c includes this. */
#ifndef MAPCHECK_RUN_LIKELY_WORDS_H
#define MAPCHECK_RUN_LIKELY_WORDS_H

#include "run/likely.h"

/* The words of the case's id and claim, in lower case, a space before and behind each. To be freed. */
char *words_of_case(const Instance *instance);

/* Adds a call's names: of the function, and of constants. */
void add_words_of_call(char **words, const char *call);

/* A guess per mutant and case, above 0; to be freed. It is higher where the mutant's words, above all the rare ones, are the case's,
 * and low where nothing calls what the mutant replaces. */
float *guess_from_words(const Kills *kills, char *const *words);

#endif
