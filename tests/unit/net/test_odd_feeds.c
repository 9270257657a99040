/* test_odd_feeds.c - tests/data/feeds: each feed, and beside it what must come out */
#include <dirent.h>

#include "feed.h"

#include <bantin/base/file.h>

#define FEEDS TESTS_DIR "/data/feeds/"

enum { FEED_MAX = 1 << 20, LEAST = 140 };

static void slurp(const char *name, const char *ending, struct buf *out)
{
	struct buf path = {0};
	struct err e;

	buf_addf(&path, "%s%.*s%s", FEEDS, (int)(strlen(name) - strlen(".json")), name,
		 ending);
	if (!file_read(path.s, FEED_MAX, out, &e))
		fail_msg("%s", e.text);
	buf_clear(&path);
}

static void check_feed(const char *name, const struct buf *feed, const struct buf *want,
		       size_t size)
{
	struct buf out = {0};

	show_feed(buf_str(feed), feed->len, size, &out);
	if (strcmp(buf_str(&out), buf_str(want)) != 0)
		fail_msg("%s, in pieces of %zu:\nwant %sgot  %s", name, size,
			 buf_str(want), buf_str(&out));
	buf_clear(&out);
}

static int is_feed(const struct dirent *d)
{
	const char *dot = strrchr(d->d_name, '.');

	return dot && strcmp(dot, ".json") == 0;
}

static void odd_feeds(void **state)
{
	struct dirent **list;
	int n = scandir(FEEDS, &list, is_feed, alphasort);

	(void)state;
	assert_true(n >= LEAST);
	for (int i = 0; i < n; i++) {
		struct buf feed = {0}, want = {0};

		slurp(list[i]->d_name, ".json", &feed);
		slurp(list[i]->d_name, ".want", &want);
		check_feed(list[i]->d_name, &feed, &want, feed.len + 1);
		for (size_t size = 1; size <= 7; size++)
			check_feed(list[i]->d_name, &feed, &want, size);
		buf_clear(&feed);
		buf_clear(&want);
		free(list[i]);
	}
	free(list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(odd_feeds)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
