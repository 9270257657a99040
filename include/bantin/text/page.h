/* page.h - an article as the article screen and `show` lay it out */
#ifndef BANTIN_TEXT_PAGE_H
#define BANTIN_TEXT_PAGE_H

#include <bantin/base/article.h>
#include <bantin/base/draft.h>
#include <bantin/text/layout.h>

/*
 * Title, section title, "Đăng lúc …", author, the document's number, date and issuer,
 * lead (where the body does not begin with it), body, then the numbered links and the
 * attachments with their sizes; that the text is not here yet, or the article no more on
 * the portal, is said. section may be NULL. Replaces what l held.
 */
void page_article(const struct article *a, const char *section, struct layout *l);

/* Appends "05/TB-UBND · 05/08/2020 · UBND huyện", as far as that is known, with `between`
 * in the places of " · ". */
void page_document(const struct document *d, const char *between, struct buf *out);

/* What page_article will make of a draft that stands on a portal, but for the stamp; the
 * files have no addresses yet. */
void page_preview(const struct draft *d, const char *section, struct attachment *files,
		  size_t file_count, struct layout *l);

/* A draft as a text to keep: as above, without files, and with whatever it says twice. */
void page_draft(const struct draft *d, const char *section, struct layout *l);

/* The article's body as plain text, for the index, summaries and --json. */
void page_text(const struct article *a, struct buf *out);

#endif
