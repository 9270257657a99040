/* builtin.h - keymaps/default.keys as it was built into the program */
#ifndef UI_BUILTIN_H
#define UI_BUILTIN_H

#include <stddef.h>

extern const unsigned char default_keys[];
extern const size_t default_keys_len; /* bytes */

#endif
