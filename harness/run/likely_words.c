#include "run/likely_words.h"

#include "run/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { SHORTEST = 3, LONGEST = 64 };

/* `words` begins and ends with a space. */
static bool has_word(const char *words, const char *word, size_t length)
{
    for (const char *at = words; (at = strstr(at, word)) != NULL; at++) {
        if (at[-1] == ' ' && at[length] == ' ')
            return true;
    }
    return false;
}

static void add_word(char **words, const char *word, size_t length)
{
    if (length < SHORTEST || has_word(*words, word, length))
        return;
    size_t before = strlen(*words);
    char *longer = realloc(*words, before + length + 2);
    if (!longer)
        abort();
    memcpy(longer + before, word, length);
    memcpy(longer + before + length, " ", 2);
    *words = longer;
}

/* Words of letters, digits and, where `low_lines`, low lines; up to a quotation mark without a backslash. */
static void add_words(char **words, const char *text, bool low_lines)
{
    char word[LONGEST];
    size_t length = 0;
    for (const char *at = text;; at++) {
        unsigned char byte = (unsigned char)*at;
        if (isalnum(byte) || (byte == '_' && low_lines)) {
            if (length < LONGEST - 1)
                word[length++] = (char)tolower(byte);
            continue;
        }
        at += byte == '\\' && at[1];
        word[length] = '\0';
        add_word(words, word, length);
        length = 0;
        if (!byte || byte == '"')
            return;
    }
}

char *words_of_case(const Instance *instance)
{
    char *words = copy_bytes(" ", 1);
    add_words(&words, instance->id, false);
    add_words(&words, instance->told->claim, true);
    return words;
}

void add_words_of_call(char **words, const char *call)
{
    add_words(words, call, true);
}

static char *words_of_mutant(const Mutant *mutant)
{
    char *words = copy_bytes(" ", 1);
    add_words(&words, mutant->name, false);
    add_words(&words, mutant->sentence, true);
    return words;
}

/* Adds to each case that has the word what it weighs: the rarer it is, the more. Returns that. */
static double weigh(const char *word, size_t length, char *const *words, size_t count, double *weights)
{
    bool *has = calloc(count + 1, sizeof *has);
    size_t found = 0;
    if (!has)
        abort();
    for (size_t i = 0; i < count; i++)
        found += has[i] = has_word(words[i], word, length);
    double weight = 0;
    for (size_t wider = found + 1; wider <= count; wider *= 2)
        weight++;
    for (size_t i = 0; i < count; i++)
        weights[i] += has[i] ? weight : 0;
    free(has);
    return weight;
}

/* Per case what share of the mutant's words it has. */
static void compare_words(const Mutant *mutant, char *const *words, size_t count, double *shares)
{
    char *own = words_of_mutant(mutant);
    double all = 0.1;
    for (char *word = own + 1, *end; (end = strchr(word, ' ')) != NULL; word = end + 1) {
        *end = '\0';
        all += weigh(word, (size_t)(end - word), words, count, shares);
    }
    for (size_t i = 0; i < count; i++)
        shares[i] /= all;
    free(own);
}

static bool calls_one_of(const char *words, const char *replaced)
{
    char *names = copy_bytes(" ", 1);
    bool found = false;
    add_words(&names, replaced, true);
    for (char *name = names + 1, *end; !found && (end = strchr(name, ' ')) != NULL; name = end + 1) {
        *end = '\0';
        found = has_word(words, name, (size_t)(end - name));
    }
    free(names);
    return found;
}

float *guess_from_words(const Kills *kills, char *const *words)
{
    size_t mutants = kills->mutants->count, count = kills->count;
    float *guesses = calloc(mutants * count + 1, sizeof *guesses);
    double *shares = calloc(count + 1, sizeof *shares);
    if (!guesses || !shares)
        abort();
    for (size_t m = 0; m < mutants; m++) {
        const Mutant *mutant = &kills->mutants->list[m];
        memset(shares, 0, count * sizeof *shares);
        compare_words(mutant, words, count, shares);
        for (size_t i = 0; i < count; i++) {
            /* What portable operations call does not show. */
            bool calls = !*mutant->calls || kills->cases[i]->subject || calls_one_of(words[i], mutant->calls);
            guesses[m * count + i] = calls ? (float)(0.03 + shares[i] * shares[i]) : 0.003F;
        }
    }
    free(shares);
    return guesses;
}
