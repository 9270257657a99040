/* test_tags.c - the short words for several portals */
#include <bantin/base/mem.h>

#include "../../../src/ui/tags.h"
#include "newsroom.h"

struct tagged {
	const char *name, *tag;
};

static const struct tagged tagged[] = {
	{"hvt", "hvt"}, {"huyen", "huyen"}, {"huyen-vinh-tuong", "hvt2"},
	{"xa-phu-loc", "xpl"}, {"xaphuloc", "xaph"}, {"xaphuong", "xaph2"},
	{"xa_phu_lam", "xpl2"}, {"so-y-te-tinh-x", "sytt"}, {"a--b-c-", "abc"},
	{"tinhvinhphuc-", "tinh"},
};

enum { PORTALS = sizeof(tagged) / sizeof(tagged[0]) };

static struct sync *sync_of(struct newsroom *n, size_t count)
{
	struct portal list[PORTALS] = {0};
	struct sync_setup setup = {.archive = n->archive, .portals = list,
				   .portal_count = count, .offline = true};

	for (size_t i = 0; i < count; i++)
		list[i].name = mem_str(tagged[i].name);
	struct sync *s = sync_new(&setup);
	for (size_t i = 0; i < count; i++)
		free(list[i].name);
	return s;
}

static void tags(void **state)
{
	struct newsroom n;
	char tag[TAG_MAX];

	(void)state;
	newsroom_open(&n);
	struct sync *s = sync_of(&n, PORTALS);
	for (size_t i = 0; i < PORTALS; i++)
		assert_string_equal(portal_tag(s, tagged[i].name, tag), tagged[i].tag);
	assert_string_equal(portal_tag(s, "da-go", tag), "?");
	assert_int_equal(tags_columns(s), 5);
	assert_true(tags_needed(s));
	sync_free(s);
	s = sync_of(&n, 1);
	assert_false(tags_needed(s));
	sync_free(s);
	newsroom_close(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(tags)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
