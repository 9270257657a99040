/* payload.h - what is put into every field: an attack, and the same made harmless */
#ifndef HOSTILE_PAYLOAD_H
#define HOSTILE_PAYLOAD_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Each field has another one; with every turn they move on by one, so that after
 * payload_count() turns each was in each field. Harmless, it says what bantin is to make
 * of it: U+FFFD for each character that may not reach a terminal.
 */
void payload_setup(size_t turn, bool harmless);
size_t payload_count(void);

const char *payload(size_t field);	/* what stands between the quotes of JSON */
const char *payload_raw(size_t field);	/* bytes, for header fields and HTML */

#endif
