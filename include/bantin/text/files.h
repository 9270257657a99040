/* files.h - the files that go with an article, and the names they get on the disk */
#ifndef BANTIN_TEXT_FILES_H
#define BANTIN_TEXT_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/article.h>
#include <bantin/base/buf.h>
#include <bantin/text/layout.h>

/* Strings owned; NULL means unknown. */
struct article_file {
	size_t number;		/* under which the article lists it, from 1 */
	char *url;		/* absolute */
	char *title, *type;	/* type: MIME */
	int64_t size;		/* bytes, as the portal says; -1 unknown */
};

/* The attachments of a, then those links of its text that lead to documents by their
 * ending. l is a laid out by page_article. To article_files_free. */
size_t article_files(const struct article *a, struct layout *l,
		     struct article_file **list);
void article_files_free(struct article_file *list, size_t n);

/* Appends what a person calls it: its title, else its name. */
void article_file_words(const struct article_file *f, struct buf *out);

/* Whether an address ends as documents do: ".pdf", ".docx" ... */
bool file_url_is_document(const char *url);

/* "PDF", "DOCX"; NULL for types that bantin does not know. A constant. */
const char *file_type_name(const char *mime);

enum { FILE_NAME_BYTES = 120 };

/*
 * Appends a name that is safe on any disk, made of what the address ends in, or (where
 * that is a program such as "download.aspx?id=7") of the title and the type: clean UTF-8
 * of at most FILE_NAME_BYTES, its ending kept, without separators, wildcards, bidi
 * controls, or a dot or dash at its beginning. Never empty: "tep" where nothing is left.
 */
void file_name_safe(const char *url, const char *title, const char *type,
		    struct buf *out);

#endif
