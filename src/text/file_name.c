/* file_name.c - a name for a file from afar that is safe on any disk */
#include <bantin/text/files.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/measure.h>

enum { ENDING_MAX = 8 };	/* bytes, without the dot */

/* Of programs on a server: what they give has another ending. */
static const char *const programs[] = {"php", "asp", "aspx", "ashx", "jsp", "do", "cgi",
				       "html", "htm"};
static const char *const documents[] = {"pdf", "doc", "docx", "xls", "xlsx", "ppt",
					"pptx", "odt", "ods", "odp", "rtf", "txt", "csv",
					"zip", "rar", "7z"};

static bool is_among(const char *s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(s, list[i]) == 0)
			return true;
	return false;
}

/* Behind the last dot, where that looks like an ending; NULL else. */
static const char *ending_of(const char *name)
{
	const char *dot = strrchr(name, '.');

	if (!dot || dot == name)
		return NULL;
	size_t n = strlen(dot + 1);
	for (const char *c = dot + 1; *c; c++)
		if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
		      (*c >= '0' && *c <= '9')))
			return NULL;
	return n > 0 && n <= ENDING_MAX ? dot + 1 : NULL;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The last segment of the path, with %XX read; the caller's. */
static char *last_segment(const char *url)
{
	const char *path = strstr(url, "://");
	struct buf raw = {0};

	path = path ? strchr(path + 3, '/') : url;
	size_t n = path ? strcspn(path, "?#") : 0;
	size_t from = n;
	while (from > 0 && path[from - 1] != '/')
		from--;
	for (size_t i = from; i < n; i++) {
		int a = path[i] == '%' && n - i > 2 ? hex(path[i + 1]) : -1;
		int b = a >= 0 ? hex(path[i + 2]) : -1;

		buf_addc(&raw, b >= 0 ? (char)(a * 16 + b) : path[i]);
		i += b >= 0 ? 2 : 0;
	}
	char *clean = text_clean_dup(buf_str(&raw), raw.len, CLEAN_LINE);
	buf_clear(&raw);
	return clean;
}

bool file_url_is_document(const char *url)
{
	char *name = last_segment(url);
	const char *ending = ending_of(name);
	bool is = ending &&
		  is_among(ending, documents, sizeof(documents) / sizeof(documents[0]));

	free(name);
	return is;
}

/* Separators and what shells and other systems read something into become "-". */
static void add_safe(struct buf *out, const char *s)
{
	static const char replacement[] = "\xef\xbf\xbd";

	while (*s) {
		bool lost = strncmp(s, replacement, 3) == 0;

		if (lost || (unsigned char)*s < ' ' || strchr("/\\:*?\"<>|", *s)) {
			if (out->len == 0 || out->s[out->len - 1] != '-')
				buf_addc(out, '-');
			s += lost ? 3 : 1;
		} else {
			buf_addc(out, *s++);
		}
	}
}

/* Cut between two letters, without blanks, dots and dashes at its ends. */
static void trim(struct buf *name, size_t max)
{
	size_t lead = 0, end = name->len;

	while (end > max)
		end = text_cluster_prev(name->s, name->len, end);
	buf_cut(name, end);
	while (name->len > 0 && strchr(" .-", name->s[name->len - 1]))
		buf_cut(name, name->len - 1);
	lead = strspn(buf_str(name), " .-");
	if (lead > 0) {
		memmove(name->s, name->s + lead, name->len - lead);
		buf_cut(name, name->len - lead);
	}
}

static void add_name(struct buf *out, const char *stem, const char *ending)
{
	struct buf name = {0};

	add_safe(&name, stem);
	trim(&name, FILE_NAME_BYTES - (ending ? strlen(ending) + 1 : 0));
	buf_adds(out, name.len > 0 ? name.s : "tep");
	if (ending)
		buf_addf(out, ".%s", ending);
	buf_clear(&name);
}

/* "PDF" is what such a file ends in, in small letters. */
static char *ending_for(const char *type)
{
	char *ending = mem_str(file_type_name(type));

	for (char *c = ending; c && *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return ending;
}

void file_name_safe(const char *url, const char *title, const char *type, struct buf *out)
{
	char *name = last_segment(url ? url : "");
	const char *ending = ending_of(name);
	bool program = !ending ||
		       is_among(ending, programs, sizeof(programs) / sizeof(programs[0]));

	if (program) {
		char *own = ending_for(type);

		add_name(out, title && *title ? title : name, own);
		free(own);
	} else {
		char *stem = mem_strn(name, (size_t)(ending - name) - 1);

		add_name(out, stem, ending);
		free(stem);
	}
	free(name);
}
