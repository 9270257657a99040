/* import.h - texts from elsewhere as a draft's Markdown, drafts as texts for elsewhere */
#ifndef BANTIN_TEXT_IMPORT_H
#define BANTIN_TEXT_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/buf.h>
#include <bantin/base/draft.h>
#include <bantin/text/charset.h>

enum import_form { IMPORT_PLAIN, IMPORT_MARKDOWN, IMPORT_HTML };

/* By the end of a file's name, in either case: ".md" and ".markdown", ".html" and ".htm";
 * all else is plain. */
enum import_form import_form(const char *name);

/* Whether the bytes that charset_detect has looked at are a text at all; a word
 * processor's own file is not. */
bool import_is_text(const char *s, size_t n, const struct charset_found *f);

/* Whether they may go in without a preview: ASCII or composed UTF-8, and either certainly
 * so, or far likelier than anything else, or with nothing that speaks against it. */
bool import_is_plain(const struct charset_found *f);

/*
 * Appends the n bytes at s, in charset c, as clean Markdown. HTML becomes paragraphs,
 * headings, items and links. In plain text the blanks before a line go (they would make
 * code of it), and where a line is too long to have been wrapped by hand every line is
 * a paragraph of its own, as word processors write them. False, and nothing added: it is
 * more than out may hold.
 */
bool import_text(struct buf *out, const char *s, size_t n, enum charset c,
		 enum import_form form);

/*
 * A whole draft as Markdown: "# " and its title, lines "Section:", "Author:", "Tags:"
 * and "Summary:" for those it has (a line that begins with a tab goes on from the one
 * before), an empty line, the body. draft_read takes such a text apart again, or any
 * other: what is not there is left as it was in d, the rest is the body.
 */
void draft_markdown(const struct draft *d, struct buf *out);
void draft_read(struct draft *d, const char *s, size_t n);

/* What import_text made of a file in that form, taken apart: a web page's title is its
 * first heading; plain text has none. */
void draft_import(struct draft *d, const char *s, size_t n, enum import_form form);

/* The draft as a page of HTML, and as plain text of so many columns. */
void draft_html(const struct draft *d, struct buf *out);
void draft_plain(const struct draft *d, const char *section, size_t columns,
		 struct buf *out);

/* Any of the three. section: its title for plain text, of 80 columns; may be NULL. */
void draft_export(const struct draft *d, enum import_form form, const char *section,
		  struct buf *out);

#endif
