/* test_clock.c - the desk under a clock that is years out: order by what came after what */
#include "help.h"

#include <time.h>

#include <bantin/store/desk.h>

static time_t faked = 1600000000;

/* In the place of the C library's. */
time_t time(time_t *out)
{
	if (out)
		*out = faked;
	return faked;
}

static int64_t save(struct desk *d, const char *title)
{
	struct draft draft = {.title = (char *)(uintptr_t)title,
			      .body = (char *)(uintptr_t) "Nội dung.\n"};
	struct err e = {0};

	assert_ok(desk_draft_save(d, &draft, DESK_EXPLICIT, &e));
	return draft.id;
}

/* 2020, twenty years on and back, a leap day, behind 2038, and before 1970. */
static const time_t clocks[] = {1600000000, 2230000000, 970000000, 1582934400,
				2147483648, 4102444800, 0,	   -86400};
enum { CLOCKS = sizeof(clocks) / sizeof(clocks[0]) };

static void order_is_by_sequence(void **state)
{
	const struct profile *p = *state;
	struct draft *list;
	struct draft_version *versions;
	struct err e = {0};
	struct desk *d;
	size_t n;

	for (size_t i = 0; i < CLOCKS; i++) {
		faked = clocks[i];
		assert_ok(desk_open(&d, p, NULL, &e));
		assert_int_equal(save(d, "Tin"), i + 1);
		desk_close(d);
	}
	assert_ok(desk_open(&d, p, NULL, &e));
	assert_ok(desk_drafts(d, true, &list, &n, &e));
	assert_int_equal(n, CLOCKS);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(list[i].id, n - i);
	/* the first one once more, at the oldest time of all */
	faked = 1;
	assert_ok(desk_draft_save(d, &list[n - 1], DESK_EXPLICIT, &e));
	assert_ok(desk_history(d, 1, &versions, &n, &e));
	assert_int_equal(n, 2);
	assert_true(versions[0].number > versions[1].number);
	assert_int_equal(versions[0].saved, 1);
	free(versions);
	draft_list_free(list, CLOCKS);
	assert_ok(desk_drafts(d, true, &list, &n, &e));
	assert_int_equal(list[0].id, 1);
	draft_list_free(list, n);
	desk_close(d);
}

/* A snapshot a day, three of them, whatever the day is called. */
static void snapshots_are_taken_in_any_year(void **state)
{
	const struct profile *p = *state;
	struct err e = {0};
	struct desk *d;
	size_t n = 0;

	for (size_t i = 0; i < CLOCKS; i++) {
		faked = clocks[i];
		assert_ok(desk_open(&d, p, NULL, &e));
		save(d, "Tin");
		desk_close(d);
		assert_ok(desk_open(&d, p, NULL, &e));
		assert_string_equal(desk_warning(d), "");
		desk_close(d);
	}
	DIR *dir = opendir(p->data);
	for (struct dirent *at; (at = readdir(dir)) != NULL;)
		n += strncmp(at->d_name, "desk-", 5) == 0;
	closedir(dir);
	assert_in_range(n, 1, 4);
}

#define T(f) cmocka_unit_test_setup_teardown(f, help_setup, help_teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(order_is_by_sequence),
		T(snapshots_are_taken_in_any_year),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
