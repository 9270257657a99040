/* libxml.c - libxml2's functions, loaded before the first page of HTML */
#include "libxml.h"

#include <stddef.h>
#include <stdlib.h>

#include <bantin/base/library.h>
#include <bantin/base/mem.h>

#include "sonames.h"

const struct libxml_calls *libxml_load(struct err *e)
{
#define CALL(name) {#name, offsetof(struct libxml_calls, name)}
	static const struct library_call names[] = {
		CALL(htmlCreatePushParserCtxt), CALL(htmlCtxtUseOptions),
		CALL(htmlFreeParserCtxt),	CALL(htmlParseChunk),
		CALL(xmlMemSetup),
	};
#undef CALL
	static const struct library library = {
		LIBXML_SONAME, names, sizeof(names) / sizeof(names[0])};
	static struct libxml_calls calls;
	static bool loaded;

	if (!loaded && library_open(&library, &calls, e)) {
		/* half a page is no page: where memory ends the program does */
		calls.xmlMemSetup(free, mem_alloc, mem_resize, mem_str);
		loaded = true;
	}
	return loaded ? &calls : NULL;
}
