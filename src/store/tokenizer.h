/* tokenizer.h - the words of the search index */
#ifndef BANTIN_SRC_STORE_TOKENIZER_H
#define BANTIN_SRC_STORE_TOKENIZER_H

#include <stdbool.h>
#include <stddef.h>

#include "db.h"

/*
 * Registers the FTS5 tokenizer "bantin" on a connection: the words of unicode61 in small
 * letters, with all their marks. Offsets are those of the original text. In a query
 * a word with TOKENIZER_OR right before it stands in the place of the word before it:
 * either may be found there.
 */
bool tokenizer_register(sqlite3 *sql);

#define TOKENIZER_OR '\x1f'

/* Told of each word; the text is borrowed. False ends it. */
typedef bool word_told(void *ctx, const char *word, size_t n);

/* The words of a text. False where told was, or memory is out. */
bool tokenizer_words(sqlite3 *sql, const char *text, size_t n, word_told *told,
		     void *ctx);

/* Who is told of each word that goes into an index, until told otherwise. */
void tokenizer_watch(sqlite3 *sql, word_told *told, void *ctx);

#endif
