/* script.c - walk scripts: lines, bodies, words, ${NAMES} */
#include "script.h"

#include <stdlib.h>
#include <string.h>

static const char blanks[] = " \t\r";

static char *copy(const char *text, size_t n)
{
	struct buf b = {0};

	buf_add(&b, text, n);
	return b.data;
}

static const char *trim(const char *text, size_t *n)
{
	while (*n && strchr(blanks, text[*n - 1]))
		--*n;
	while (*n && strchr(blanks, *text)) {
		text++;
		--*n;
	}
	return text;
}

static struct step *script_add(struct script *s, int line)
{
	struct step *steps = realloc(s->steps, (s->n + 1) * sizeof *steps);

	if (!steps)
		abort();
	s->steps = steps;
	steps[s->n] = (struct step){.line = line};
	return &steps[s->n++];
}

/* One line after the other out of a text; false at its end. */
struct lines {
	const char *next;
	const char *start;
	size_t n;
	int number;
};

static bool lines_next(struct lines *l)
{
	const char *end;

	if (!*l->next)
		return false;
	l->start = l->next;
	end = strchr(l->start, '\n');
	l->n = end ? (size_t)(end - l->start) : strlen(l->start);
	l->next = l->start + l->n + (end ? 1 : 0);
	l->number++;
	return true;
}

/* "<<END" as the last word: cuts it off and returns the marker's place. */
static const char *find_marker(const char *text, size_t *n)
{
	size_t i = *n;
	const char *marker;

	while (i && !strchr(blanks, text[i - 1]))
		i--;
	if (*n - i < 3 || strncmp(text + i, "<<", 2))
		return NULL;
	marker = text + i + 2;
	*n = i;
	return marker;
}

static bool read_body(struct lines *l, const char *marker, size_t n, char **out)
{
	struct buf body = {0};

	buf_puts(&body, "");
	while (lines_next(l)) {
		if (l->n == n && !strncmp(l->start, marker, n)) {
			*out = body.data;
			return true;
		}
		buf_add(&body, l->start, l->n);
		buf_puts(&body, "\n");
	}
	buf_clear(&body);
	return false;
}

static bool read_step(struct lines *l, struct script *s)
{
	size_t n = l->n, verb, marker_len;
	const char *text = trim(l->start, &n), *marker, *rest;
	struct step *step;

	if (!n || *text == '#')
		return true;
	step = script_add(s, l->number);
	marker = find_marker(text, &n);
	for (verb = 0; verb < n && !strchr(blanks, text[verb]); verb++)
		;
	step->verb = copy(text, verb);
	n -= verb;
	rest = trim(text + verb, &n);
	step->rest = copy(rest, n);
	if (!marker)
		return true;
	marker_len = strcspn(marker, " \t\r\n");
	return read_body(l, marker, marker_len, &step->body);
}

bool script_read(const char *path, struct script *out, struct buf *reason)
{
	struct buf text = {0};
	struct lines l = {0};
	bool ok = file_read(path, &text, reason);

	*out = (struct script){0};
	l.next = buf_str(&text);
	while (ok && lines_next(&l)) {
		int number = l.number;

		ok = read_step(&l, out) ||
			why(reason, "%s:%d: the end of << is missing", path, number);
	}
	buf_clear(&text);
	return ok;
}

void script_clear(struct script *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->steps[i].verb);
		free(s->steps[i].rest);
		free(s->steps[i].body);
	}
	free(s->steps);
	*s = (struct script){0};
}

bool script_expand(const char *text, const struct list *vars, struct buf *out,
	struct buf *reason)
{
	const char *p, *end, *value;

	for (p = text; (p = strstr(p, "${")); text = p = end + 1) {
		buf_add(out, text, (size_t)(p - text));
		p += 2;
		end = strchr(p, '}');
		value = end ? list_get(vars, p, (size_t)(end - p)) : NULL;
		if (!value)
			return why(reason, "not known: ${%.*s}",
				end ? (int)(end - p) : (int)strlen(p), p);
		buf_puts(out, value);
	}
	buf_puts(out, text);
	return true;
}

static char escaped(char c)
{
	return c == 'n' ? '\n' : c == 't' ? '\t' : c == 'e' ? '\033' : c;
}

void script_unquote(const char *text, struct buf *out)
{
	size_t n = strlen(text);

	if (n < 2 || text[0] != '"' || text[n - 1] != '"') {
		buf_puts(out, text);
		return;
	}
	for (size_t i = 1; i < n - 1; i++) {
		char c = text[i];

		if (c == '\\' && i + 1 < n - 1)
			c = escaped(text[++i]);
		buf_add(out, &c, 1);
	}
}

/* Adds one word, quotes and backslashes read; returns its end, or NULL: a quote is open. */
static const char *one_word(const char *p, struct buf *word)
{
	char quote = 0;

	for (; *p && (quote || !strchr(blanks, *p)); p++) {
		if (quote && *p == quote)
			quote = 0;
		else if (!quote && (*p == '\'' || *p == '"'))
			quote = *p;
		else if (*p == '\\' && quote != '\'' && p[1])
			buf_add(word, ++p, 1);
		else
			buf_add(word, p, 1);
	}
	return quote ? NULL : p;
}

bool script_words(const char *text, const struct list *vars, struct list *out,
	struct buf *reason)
{
	struct buf word = {0}, full = {0};
	bool ok = true;

	for (text += strspn(text, blanks); ok && *text; text += strspn(text, blanks)) {
		buf_reset(&word);
		buf_reset(&full);
		text = one_word(text, &word);
		if (!text) {
			ok = why(reason, "a quote is not closed");
			break;
		}
		ok = script_expand(buf_str(&word), vars, &full, reason);
		if (ok)
			list_add(out, buf_str(&full));
	}
	buf_clear(&word);
	buf_clear(&full);
	return ok;
}
