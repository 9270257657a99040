/* test_feed_memory.c - what reading a feed holds does not grow with its items */
#include <malloc.h>

#include "feed.h"

enum {
	SMALL = 50 << 10,	/* bytes of a feed */
	LARGE = 12 << 20,
	MORE = 256 << 10,	/* that the large one may hold beyond the small one */
	EACH = 16		/* items between two looks at the heap */
};

struct watch {
	size_t items;
	size_t most;	/* bytes in use */
};

/* 0 where a sanitizer stands in for the heap: then nothing is measured. */
static size_t in_use(void)
{
	struct mallinfo2 now = mallinfo2();

	return now.uordblks + now.hblkhd;
}

static bool look(void *ctx, const struct article *a)
{
	struct watch *w = ctx;

	(void)a;
	if (w->items++ % EACH == 0) {
		size_t now = in_use();
		if (now > w->most)
			w->most = now;
	}
	return true;
}

static void push(struct jsonfeed *f, const char *s)
{
	assert_true(jsonfeed_push(f, s, strlen(s), NULL));
}

/* Most bytes in use beyond those before, while a feed of about `size` is read. */
static size_t most_for(size_t size, size_t *items)
{
	size_t before = in_use(), fed = 0;
	struct watch w = {0};
	const struct jsonfeed_sink sink = {.ctx = &w, .on_item = look};
	struct jsonfeed *f = jsonfeed_new(BASE, "xa", &sink);
	struct feed_head head;
	struct buf item = {0};

	push(f, "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[");
	for (size_t i = 0; fed < size; i++) {
		buf_reset(&item);
		buf_addf(&item, "%s{\"id\":\"tin/%zu\",\"title\":\"Tin %zu\",\"tags\":"
			 "[\"thẻ %zu\"],\"content_html\":\"<p>", i ? "," : "", i, i, i);
		for (int k = 0; k < 60; k++)
			buf_adds(&item, "Ủy ban nhân dân xã thông báo. ");
		buf_adds(&item, "</p>\"}");
		push(f, item.s);
		fed += item.len;
	}
	push(f, "]}");
	assert_true(jsonfeed_end(f, &head, NULL));
	*items = head.items;
	feed_head_clear(&head);
	jsonfeed_free(f);
	buf_clear(&item);
	return w.most > before ? w.most - before : 0;
}

static void the_number_of_items_costs_little(void **state)
{
	size_t few, many;
	size_t small = most_for(SMALL, &few), large = most_for(LARGE, &many);

	(void)state;
	print_message("# %zu items hold %zu bytes, %zu hold %zu\n", few, small, many,
		      large);
	assert_true(many > 200 * few);
	assert_true(large < small + MORE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_number_of_items_costs_little),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
