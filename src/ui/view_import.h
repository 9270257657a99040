/* view_import.h - a file in an older charset, looked at before it goes into the editor */
#ifndef UI_VIEW_IMPORT_H
#define UI_VIEW_IMPORT_H

#include <bantin/text/import.h>

#include "editor.h"

/* What was read of a file; the view takes raw, the rest is copied. */
struct import_file {
	const char *name;	/* for the title */
	struct buf raw;
	enum import_form form;
	struct charset_found found;
};

/* The editor must live as long as the view, which stands upon it. */
struct view *view_import_new(struct editor *ed, struct import_file *f);

#endif
