/* blob.h - small valid PDF and PNG files, made from their names */
#ifndef PORTAL_BLOB_H
#define PORTAL_BLOB_H

#include <stddef.h>

/* The same bytes for the same name: a PNG for image/png, else a PDF of one page that says
 * its name.  The caller frees them. */
char *blob_make(const char *name, const char *mime, size_t *size);

#endif
