/* html_tag.c - the elements of HTML that a layout knows */
#include <stdlib.h>
#include <string.h>

#include "html_build.h"

static const struct name {
	char name[12];
	enum tag tag;
} names[] = {	/* in the order of strcmp */
	{ "a", TAG_A },
	{ "address", TAG_BLOCK },
	{ "applet", TAG_DROP },
	{ "article", TAG_BLOCK },
	{ "aside", TAG_BLOCK },
	{ "audio", TAG_AUDIO },
	{ "b", TAG_STRONG },
	{ "blockquote", TAG_QUOTE },
	{ "body", TAG_BLOCK },
	{ "br", TAG_BR },
	{ "button", TAG_DROP },
	{ "canvas", TAG_DROP },
	{ "caption", TAG_CAPTION },
	{ "center", TAG_BLOCK },
	{ "cite", TAG_EM },
	{ "dd", TAG_DD },
	{ "details", TAG_BLOCK },
	{ "dfn", TAG_EM },
	{ "dir", TAG_UL },
	{ "div", TAG_BLOCK },
	{ "dl", TAG_DL },
	{ "dt", TAG_DT },
	{ "em", TAG_EM },
	{ "embed", TAG_FRAME },
	{ "fieldset", TAG_BLOCK },
	{ "figcaption", TAG_FIGCAPTION },
	{ "figure", TAG_BLOCK },
	{ "footer", TAG_BLOCK },
	{ "form", TAG_FORM },
	{ "h1", TAG_H1 },
	{ "h2", TAG_H2 },
	{ "h3", TAG_H3 },
	{ "h4", TAG_H4 },
	{ "h5", TAG_H5 },
	{ "h6", TAG_H6 },
	{ "head", TAG_DROP },
	{ "header", TAG_BLOCK },
	{ "hgroup", TAG_BLOCK },
	{ "hr", TAG_HR },
	{ "html", TAG_BLOCK },
	{ "i", TAG_EM },
	{ "iframe", TAG_FRAME },
	{ "img", TAG_IMG },
	{ "li", TAG_LI },
	{ "listing", TAG_PRE },
	{ "main", TAG_BLOCK },
	{ "menu", TAG_UL },
	{ "nav", TAG_BLOCK },
	{ "noscript", TAG_DROP },
	{ "object", TAG_FRAME },
	{ "ol", TAG_OL },
	{ "optgroup", TAG_DROP },
	{ "option", TAG_DROP },
	{ "p", TAG_BLOCK },
	{ "pre", TAG_PRE },
	{ "q", TAG_Q },
	{ "script", TAG_DROP },
	{ "section", TAG_BLOCK },
	{ "select", TAG_DROP },
	{ "source", TAG_SOURCE },
	{ "strong", TAG_STRONG },
	{ "style", TAG_DROP },
	{ "summary", TAG_BLOCK },
	{ "svg", TAG_DROP },
	{ "table", TAG_TABLE },
	{ "tbody", TAG_BLOCK },
	{ "td", TAG_CELL },
	{ "template", TAG_DROP },
	{ "textarea", TAG_DROP },
	{ "tfoot", TAG_BLOCK },
	{ "th", TAG_HEAD_CELL },
	{ "thead", TAG_THEAD },
	{ "title", TAG_DROP },
	{ "tr", TAG_ROW },
	{ "ul", TAG_UL },
	{ "var", TAG_EM },
	{ "video", TAG_VIDEO },
	{ "xmp", TAG_PRE }
};

static int name_order(const void *key, const void *entry)
{
	return strcmp(key, ((const struct name *)entry)->name);
}

enum tag html_tag(const char *name)
{
	const struct name *found = bsearch(name, names, sizeof names / sizeof *names,
					   sizeof *names, name_order);

	return found ? found->tag : TAG_OTHER;
}
