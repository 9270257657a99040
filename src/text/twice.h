/* twice.h - a text that a page holds twice (private to text) */
#ifndef BANTIN_SRC_TEXT_TWICE_H
#define BANTIN_SRC_TEXT_TWICE_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/text/layout.h>

/*
 * Portals print an article a second time behind itself (for the printer, or a cache that
 * went wrong). Where the blocks from `from` on are one sequence twice, the second is
 * cut. The title and lines that only date the page ("Ngày 08/08/2020 …", "Đăng lúc: …")
 * are not compared, since the two copies word them differently.
 */
void layout_once(struct layout *l, size_t from, const char *title);

/* The same text but for white space. */
bool text_same(const char *a, const char *b);

#endif
