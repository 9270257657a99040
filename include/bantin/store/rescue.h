/* rescue.h - a text that cannot be saved, as a plain file wherever there is room */
#ifndef BANTIN_STORE_RESCUE_H
#define BANTIN_STORE_RESCUE_H

#include <stddef.h>

#include <bantin/base/draft.h>

/* Writes a new file (0600, never over another, through no symbolic link) into the first
 * folder that takes it: drafts, $XDG_RUNTIME_DIR, the one for temporary files. Its form
 * is that of the plain copies (desk.h). Its path, to free(); NULL: nowhere. */
char *rescue_write(const char *drafts, const struct draft *d);

#endif
