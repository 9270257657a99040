/* typing_builtin.h - keymaps/NAME.im as they were built into the program */
#ifndef TEXT_TYPING_BUILTIN_H
#define TEXT_TYPING_BUILTIN_H

#include <stddef.h>

extern const unsigned char method_telex[], method_telex_simple[], method_vni[],
	method_viqr[];
extern const size_t method_telex_len, method_telex_simple_len, method_vni_len,
	method_viqr_len; /* bytes */

#endif
