/* wordpress_html.c - the HTML of a WordPress site as text, as a body, as documents */
#include "wordpress.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/html.h>
#include <bantin/text/url.h>

#include "wire.h"

enum {
	SHORTCODE_MAX = 2000,	/* bytes from "[" to "]" */
	DOCUMENTS_MAX = 50
};

static char *plain(const char *html, size_t n, enum clean_mode mode)
{
	struct buf text = {0};

	html_text(html, n, &text);
	char *s = text_clean_dup(buf_str(&text), text.len, mode);
	buf_clear(&text);
	size_t len = strlen(s);
	while (len > 0 && (s[len - 1] == '\n' || s[len - 1] == ' '))
		s[--len] = '\0';
	if (len > 0)
		return s;
	free(s);
	return NULL;
}

char *wordpress_plain(const char *html)
{
	return plain(html, strlen(html), CLEAN_LINE);
}

static char *rendered(const json_t *v, size_t max)
{
	return wire_text(json_is_object(v) ? json_object_get(v, "rendered") : v, max);
}

static char *read_plain(const json_t *v, size_t max, enum clean_mode mode)
{
	char *html = rendered(v, max * 2);
	char *s = html ? plain(html, strlen(html), mode) : NULL;

	free(html);
	return wire_cut(s, max);
}

char *wordpress_line(const json_t *v, size_t max)
{
	return read_plain(v, max, CLEAN_LINE);
}

char *wordpress_text(const json_t *v, size_t max)
{
	return read_plain(v, max, CLEAN_TEXT);
}

/* --- what is no text of the article --- */

/* Those of WordPress itself, and of the makers of pages that are left behind when their
 * plug-in goes; a name that ends in "_" stands for all that begin with it. "[video]" is
 * not among them: people write it. */
static const char *const shortcodes[] = {
	"gallery", "caption", "wp_caption", "embed", "playlist", "contact-form-7",
	"contact-form", "pdf-embedder", "embeddoc", "gview", "toc", "row", "col",
	"section", "gap", "divider", "vc_", "et_pb_", "fusion_", "su_", "ux_", "wpdm_",
	"rev_slider", "elementor-template", "wpforms", "gravityform",
};

static bool is_known(const char *name, size_t n)
{
	for (size_t i = 0; i < sizeof(shortcodes) / sizeof(shortcodes[0]); i++) {
		const char *one = shortcodes[i];
		size_t len = strlen(one);
		bool family = one[len - 1] == '_';

		if (strncmp(name, one, len < n ? len : n) == 0 &&
		    (family ? n > len : n == len))
			return true;
	}
	return false;
}

/* `word="`, also with the quotes that WordPress makes of them where it knows no such
 * code. */
static bool is_attribute(const char *p)
{
	static const char *const quotes[] = {"\"", "'", "&#82", "&quot;", "“", "”", "″"};
	size_t n = strspn(p, "abcdefghijklmnopqrstuvwxyz_-0123456789");

	if (n == 0 || p[n] != '=')
		return false;
	for (size_t i = 0; i < sizeof(quotes) / sizeof(quotes[0]); i++)
		if (strncmp(p + n + 1, quotes[i], strlen(quotes[i])) == 0)
			return true;
	return false;
}

/* The length of the shortcode's mark at p ("[" is there), or 0: "[1]" and "[sic]" are
 * the author's words. */
static size_t shortcode(const char *p)
{
	const char *name = p + 1 + (p[1] == '/');
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz_-0123456789");
	const char *end = name + n;

	if (n == 0 || !strchr(" ]/", *end) || *end == '\0')
		return 0;
	if (!is_known(name, n) && !is_attribute(end + strspn(end, " ")))
		return 0;
	const char *close = memchr(p, ']', strnlen(p, SHORTCODE_MAX));
	return close ? (size_t)(close + 1 - p) : 0;
}

/* How much of p, which is not empty, is no text. *open: a comment was found that does
 * not end, and need not be looked for again. */
static size_t to_leave_out(const char *p, bool *open)
{
	if (*p == '[')
		return shortcode(p);
	if (*open || strncmp(p, "<!--", 4) != 0)
		return 0;
	const char *end = strstr(p, "-->");
	*open = !end;
	return end ? (size_t)(end + 3 - p) : 0;
}

char *wordpress_body(const json_t *v, size_t max)
{
	char *html = rendered(v, max);
	struct buf body = {0};
	bool open = false;

	for (const char *p = html; p && *p; ) {
		size_t text = strcspn(p, "[<");

		buf_add(&body, p, text);
		p += text;
		size_t gone = *p ? to_leave_out(p, &open) : 0;
		if (*p && gone == 0)
			buf_addc(&body, *p++);
		p += gone;
	}
	free(html);
	const char *s = buf_str(&body);
	char *clean = s[strspn(s, " \t\n")] ? text_clean_text(s) : NULL;
	buf_clear(&body);
	return clean;
}

/* --- documents --- */

static const struct {
	const char *suffix, *type;
} kinds[] = {
	{"pdf", "application/pdf"},
	{"doc", "application/msword"},
	{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml."
		 "document"},
	{"xls", "application/vnd.ms-excel"},
	{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	{"ppt", "application/vnd.ms-powerpoint"},
	{"pptx", "application/vnd.openxmlformats-officedocument.presentationml."
		 "presentation"},
	{"odt", "application/vnd.oasis.opendocument.text"},
	{"ods", "application/vnd.oasis.opendocument.spreadsheet"},
	{"zip", "application/zip"},
	{"rar", "application/vnd.rar"},
	{"7z", "application/x-7z-compressed"},
};

/* The MIME type of a document in the uploads folder, or NULL. */
static const char *document_type(const char *url)
{
	size_t n = strcspn(url, "?#"), from = n;

	while (from > 0 && url[from - 1] != '.' && url[from - 1] != '/')
		from--;
	if (!strstr(url, "/wp-content/uploads/") || from == 0 || url[from - 1] != '.')
		return NULL;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strlen(kinds[i].suffix) == n - from &&
		    strncasecmp(url + from, kinds[i].suffix, n - from) == 0)
			return kinds[i].type;
	return NULL;
}

/* Behind "href=" in the start tag p..end, or NULL. */
static const char *find_href(const char *p, const char *end)
{
	static const char name[] = "href=";
	size_t n = sizeof(name) - 1;

	for (; (size_t)(end - p) > n; p++)
		if (strchr(" \n\t\"'", *p) && strncmp(p + 1, name, n) == 0)
			return p + 1 + n;
	return NULL;
}

/* Where the start tag p..end leads to, absolute; or NULL. */
static char *link_target(const char *p, const char *end, const char *base)
{
	const char *at = find_href(p, end);

	if (!at)
		return NULL;
	char quote = *at == '"' || *at == '\'' ? *at++ : ' ';
	size_t n = 0;
	while (at + n < end && at[n] != quote)
		n++;
	/* entities stand for characters in an address, too */
	char *ref = plain(at, n, CLEAN_LINE);
	char *url = ref ? url_resolve(base, ref) : NULL;
	free(ref);
	if (url && strlen(url) <= WIRE_URL_MAX && url_is_web(url))
		return url;
	free(url);
	return NULL;
}

static bool has_attachment(const struct article *a, const char *url)
{
	for (size_t i = 0; i < a->attachment_count; i++)
		if (strcmp(a->attachments[i].url, url) == 0)
			return true;
	return false;
}

/* Takes url. A block of a file links to it twice, by name and by button. */
static void add_document(struct article *a, char *url, const char *text, size_t n)
{
	const char *type = url ? document_type(url) : NULL;

	if (!type || has_attachment(a, url) || a->attachment_count == DOCUMENTS_MAX) {
		free(url);
		return;
	}
	struct attachment *at = article_add_attachment(a);
	at->url = url;
	at->title = wire_cut(plain(text, n, CLEAN_LINE), WIRE_LINE_MAX);
	at->type = mem_str(type);
}

void wordpress_documents(const char *body, const char *base, struct article *a)
{
	const char *p = body, *end = NULL;

	while ((p = strstr(p, "<a"))) {
		const char *text = strchr(p, '>');

		if (!text)
			return;
		p += strlen("<a");
		if (!strchr(" \n\t", *p))
			continue;
		text++;
		if (!end || end < text)
			end = strstr(text, "</a");
		if (!end)
			return;
		add_document(a, link_target(p, text - 1, base), text,
			     (size_t)(end - text));
	}
}
