/* words.c - sentences: keys named in them, choices, painted where nothing else is */
#include <string.h>

#include <bantin/text/wrap.h>

#include "reading.h"

void key_words(struct app *app, enum context c, enum action act, struct buf *out)
{
	char name[KEY_NAME_MAX];
	struct key k;

	if (keymap_keys(app_keymap(app), c, act, &k, 1) > 0)
		buf_adds(out, key_short(k, name));
	else
		buf_adds(out, "?");
}

void choice_words(struct buf *out, char key, const char *words)
{
	if (out->len > 0)
		buf_adds(out, "   ");
	buf_addf(out, "%c" NO_BREAK_SPACE, key);
	for (; *words; words++)
		buf_adds(out, *words == ' ' ? NO_BREAK_SPACE : (char[]){*words, '\0'});
}

int paint_words(struct grid *g, struct rect r, enum face face, const char *s)
{
	struct wrap w = {0};
	int used = 0;

	if (r.cols <= 0)
		return 0;
	text_wrap(&w, s, strlen(s), (size_t)r.cols, (size_t)r.cols);
	for (size_t i = 0; i < w.count && used < r.rows; i++, used++)
		grid_text(g, r.row + used, r.col, r.cols, face, s + w.lines[i].start,
			  w.lines[i].end - w.lines[i].start);
	wrap_clear(&w);
	return used;
}
