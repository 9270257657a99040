/* attachment.h - a file that is to go with a draft: where, what, how large */
#ifndef BANTIN_STORE_ATTACHMENT_H
#define BANTIN_STORE_ATTACHMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/err.h>

enum {
	ATTACHMENT_BYTES = 8 << 20,	/* the largest file */
	ATTACHMENTS_MAX_OF_DRAFT = 20
};

/* Strings owned. The file stays where it is: it is looked at again before anything is
 * sent. */
struct draft_attachment {
	char *path;	/* absolute */
	char *type;	/* MIME, by the name's ending; "application/octet-stream" else */
	int64_t size;	/* bytes, when it was looked at last */
};

/* Fills *out (which holds nothing yet) with what stands at path; "~/" is the home folder,
 * a relative path counts from the working folder. ERR_NOT_FOUND: nothing there;
 * ERR_LIMIT: larger than ATTACHMENT_BYTES; ERR_FAILED: no regular file that may be read,
 * or an empty one. */
bool attachment_look(struct draft_attachment *out, const char *path, struct err *e);
/* The same for one that was looked at before, whose size is brought up to date. */
bool attachment_look_again(struct draft_attachment *a, struct err *e);
const char *attachment_name(const struct draft_attachment *a);	/* behind the last "/" */
void attachment_clear(struct draft_attachment *a);
void attachment_list_free(struct draft_attachment *list, size_t n);

#endif
