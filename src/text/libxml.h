/* libxml.h - what is used of libxml2, loaded before the first page of HTML */
#ifndef BANTIN_TEXT_LIBXML_H
#define BANTIN_TEXT_LIBXML_H

#include <libxml/HTMLparser.h>

#include <bantin/base/err.h>

struct libxml_calls {
	__typeof__(htmlCreatePushParserCtxt) *htmlCreatePushParserCtxt;
	__typeof__(htmlCtxtUseOptions) *htmlCtxtUseOptions;
	__typeof__(htmlFreeParserCtxt) *htmlFreeParserCtxt;
	__typeof__(htmlParseChunk) *htmlParseChunk;
	__typeof__(xmlMemSetup) *xmlMemSetup;
};

/* Loads libxml2, once; NULL where it cannot be had. Its memory is mem.h's. */
const struct libxml_calls *libxml_load(struct err *e);

#endif
