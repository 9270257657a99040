/* tokenizer.h - the words of the search index */
#ifndef BANTIN_SRC_STORE_TOKENIZER_H
#define BANTIN_SRC_STORE_TOKENIZER_H

#include <stdbool.h>

#include "db.h"

/*
 * Registers the FTS5 tokenizer "bantin" on a connection: the words of unicode61 with
 * remove_diacritics 2 (mode 1 misses the letters with two marks), and đ as d, which
 * to Unicode is a letter of its own. Offsets are those of the original text.
 */
bool tokenizer_register(sqlite3 *sql);

#endif
