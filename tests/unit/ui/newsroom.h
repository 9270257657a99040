/* newsroom.h - a throw-away archive with articles, for the tests of the reading screens
 */
#ifndef BANTIN_TESTS_UI_NEWSROOM_H
#define BANTIN_TESTS_UI_NEWSROOM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <bantin/base/file.h>
#include <bantin/base/mem.h>
#include <bantin/store/archive.h>

struct newsroom {
	char dir[64], path[96];
	struct archive *archive;
};

static inline void newsroom_open(struct newsroom *n)
{
	struct err e = {0};

	strcpy(n->dir, "/tmp/bantin-ui-XXXXXX");
	assert_non_null(mkdtemp(n->dir));
	snprintf(n->path, sizeof n->path, "%s/archive.db", n->dir);
	if (!archive_open(&n->archive, n->path, ARCHIVE_WRITE, &e))
		fail_msg("%s", e.text);
}

static inline void newsroom_close(struct newsroom *n)
{
	static const char *const tails[] = {"", "-wal", "-shm"};
	char path[128];

	archive_close(n->archive);
	for (size_t i = 0; i < 3; i++) {
		snprintf(path, sizeof path, "%s%s", n->path, tails[i]);
		unlink(path);
	}
	rmdir(n->dir);
}

/* Article "Bài NUMBER", published at `when`, in a section. */
static inline void newsroom_put(struct newsroom *n, int number, int64_t when,
				const char *section)
{
	enum archive_change change;
	char key[32], title[64], body[96];
	struct err e = {0};
	struct article a;

	memset(&a, 0, sizeof a);
	snprintf(key, sizeof key, "k%d", number);
	snprintf(title, sizeof title, "Bài %d", number);
	snprintf(body, sizeof body, "<p>Nội dung của bài số %d, hội nghị giao ban.</p>",
		 number);
	a.portal = (char *)"mau";
	a.key = key;
	a.title = title;
	a.section = (char *)section;
	a.body = body;
	a.published = when;
	a.updated = when;
	if (!archive_put(n->archive, &a, &change, &e))
		fail_msg("%s", e.text);
}

/* Articles from..to - 1, a minute apart, the greater number the newer. */
static inline void newsroom_fill(struct newsroom *n, int from, int to)
{
	assert_true(archive_begin(n->archive, NULL));
	for (int i = from; i < to; i++)
		newsroom_put(n, i, 1596800000 + i * 60, i % 2 ? "tin" : "thong-bao");
	assert_true(archive_commit(n->archive, NULL));
}

#endif
