/* article.h - the nouns of reading: article, section, visits, poll */
#ifndef BANTIN_BASE_ARTICLE_H
#define BANTIN_BASE_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * All strings are clean NFC UTF-8 (they passed text_clean at the gate) and owned by
 * their struct; NULL means unknown. x_clear frees and zeroes. Times are seconds
 * since 1970 UTC or STAMP_NONE.
 */
struct attachment {
	char *url, *title, *type;	/* type: MIME */
	int64_t size;			/* bytes; -1 unknown */
};

/* What a document of "Chỉ đạo điều hành" carries beside its text. */
struct document {
	char *number;	/* "05/TB-UBND" */
	char *issued;	/* "2020-08-05", as the portal says it */
	char *issuer;	/* "UBND huyện" */
};

enum body_kind { BODY_HTML, BODY_TEXT };

struct article {
	int64_t id;		/* row in the archive; 0 before it is stored */
	char *portal;		/* name of the portal */
	char *key;		/* the portal's own id, unique within it */
	char *url;		/* absolute http(s) */
	char *title;
	char *section;		/* id of its section */
	char *author;		/* names joined with ", " */
	char *summary;
	char *tags;		/* joined with ", " */
	char *image;		/* absolute URL */
	char *body;		/* as the portal wrote it, links still relative */
	enum body_kind body_kind;
	int64_t published, updated;
	bool guessed;		/* published is when it was first seen, not the portal's word */
	bool read, starred;
	bool gone;		/* the portal does not show it any more */
	bool partial;		/* the body was left out and can be had by itself */
	int64_t raw;		/* hash of the bytes it came as; 0 unknown */
	struct document document;
	struct attachment *attachments;
	size_t attachment_count;
};

struct section {
	char *id, *title, *feed_url;
	int64_t count, unread;	/* articles in the archive */
};

/* The portal's visit counters; -1 unknown. */
struct visits {
	int64_t today, yesterday, week, month, total;
};

struct poll_option {
	char *id, *label;
	int64_t votes;
};

struct poll {
	char *id, *question;
	struct poll_option *options;
	size_t option_count;
	bool closed;
	char *voted;	/* option id this user chose; NULL not yet */
};

void article_clear(struct article *a);
struct attachment *article_add_attachment(struct article *a);	/* a zeroed one; size -1 */
void section_clear(struct section *s);
void section_list_free(struct section *list, size_t n);
void poll_clear(struct poll *p);
struct poll_option *poll_add_option(struct poll *p);

#endif
