/* libcmark.c - cmark's functions, loaded before the first text in Markdown */
#include "libcmark.h"

#include <stddef.h>

#include <bantin/base/library.h>

#include "sonames.h"

const struct cmark_calls *libcmark_load(void)
{
#define CALL(name) {#name, offsetof(struct cmark_calls, name)}
	static const struct library_call names[] = {
		CALL(cmark_node_free),	 CALL(cmark_parser_feed),
		CALL(cmark_parser_finish), CALL(cmark_parser_free),
		CALL(cmark_parser_new_with_mem), CALL(cmark_render_html),
	};
#undef CALL
	static const struct library library = {
		LIBCMARK_SONAME, names, sizeof(names) / sizeof(names[0])};
	static struct cmark_calls calls;
	static bool loaded;
	struct err e;

	if (!loaded && !library_open(&library, &calls, &e))
		library_missing(&e);
	loaded = true;
	return &calls;
}
