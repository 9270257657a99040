/* methods.h - typing methods by their word: built in, or a file of the profile */
#ifndef BANTIN_UI_METHODS_H
#define BANTIN_UI_METHODS_H

#include <bantin/base/err.h>
#include <bantin/base/profile.h>
#include <bantin/text/typing.h>

/* One of ours ("vni"), or else the user's file word.im in p->methods. NULL with *e set:
 * ERR_NOT_FOUND, or what is wrong with that file. p may be NULL. */
struct method *methods_load(const struct profile *p, const char *word, struct err *e);

#endif
