/* methods.h - typing methods by their word: built in, or a file of the profile */
#ifndef BANTIN_UI_METHODS_H
#define BANTIN_UI_METHODS_H

#include <stdbool.h>

#include <bantin/base/err.h>
#include <bantin/base/profile.h>
#include <bantin/text/typing.h>

/* One of ours ("vni"), or else the user's file word.im in p->methods. NULL with *e set:
 * ERR_NOT_FOUND, or what is wrong with that file. p may be NULL. */
struct method *methods_load(const struct profile *p, const char *word, struct err *e);

/* A file by its path, which is told with what is wrong in it; and whether a word is such
 * a path: one with a slash, or that ends in .im. */
struct method *methods_read(const char *path, struct err *e);
bool methods_is_file(const char *word);

#endif
