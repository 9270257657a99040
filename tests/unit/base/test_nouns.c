/* test_nouns.c - making and freeing the nouns */
#include "check.h"

#include <bantin/base/article.h>
#include <bantin/base/draft.h>
#include <bantin/base/mem.h>
#include <bantin/base/portal.h>

static void articles_own_their_attachments(void **state)
{
	struct article a = {.title = mem_str("Thông báo"), .body = mem_str("<p>…</p>")};

	(void)state;
	for (size_t i = 0; i < 20; i++) {
		struct attachment *t = article_add_attachment(&a);
		assert_null(t->url);
		assert_int_equal(t->size, -1);
		t->url = mem_str("https://yenlac.example.vn/tep.pdf");
		t->size = (int64_t)i;
	}
	assert_int_equal(a.attachment_count, 20);
	assert_int_equal(a.attachments[7].size, 7);
	article_clear(&a);
	assert_null(a.title);
	assert_int_equal(a.attachment_count, 0);
	article_clear(&a);
}

static void polls_own_their_options(void **state)
{
	struct poll p = {.question = mem_str("Cổng có dễ dùng không?")};

	(void)state;
	poll_add_option(&p)->label = mem_str("Có");
	poll_add_option(&p)->label = mem_str("Chưa");
	assert_int_equal(p.option_count, 2);
	assert_string_equal(p.options[1].label, "Chưa");
	assert_int_equal(p.options[1].votes, 0);
	poll_clear(&p);
	assert_null(p.options);
}

static void lists_are_freed_whole(void **state)
{
	struct section *sections = mem_array(2, sizeof(*sections));
	struct draft *drafts = mem_array(2, sizeof(*drafts));
	struct submission *sent = mem_array(2, sizeof(*sent));

	(void)state;
	sections[1].title = mem_str("Tin tức");
	drafts[0].body = mem_str("# Bản tin\n");
	sent[1].payload = mem_dup("{}", 2);
	section_list_free(sections, 2);
	draft_list_free(drafts, 2);
	submission_list_free(sent, 2);
	section_list_free(NULL, 0);
}

static void portals_are_copied_deeply(void **state)
{
	struct portal a = {
		.name = mem_str("yenlac"), .url = mem_str("https://yenlac.example.vn/"),
		.can = PORTAL_WRITES | PORTAL_POLLS, .lookup_wait = 60,
		.token = mem_str("bí mật"), .ca = mem_str("/etc/ubnd.pem"),
		.light = true, .interval = 30,
	}, b;

	(void)state;
	portal_copy(&b, &a);
	assert_ptr_not_equal(a.name, b.name);
	portal_clear(&a);
	assert_null(a.token);
	assert_string_equal(b.name, "yenlac");
	assert_string_equal(b.token, "bí mật");
	assert_string_equal(b.ca, "/etc/ubnd.pem");
	assert_true(b.light);
	assert_int_equal(b.interval, 30);
	assert_null(b.title);
	assert_int_equal(b.can, PORTAL_WRITES | PORTAL_POLLS);
	portal_clear(&b);
}

static void names_of_portals(void **state)
{
	static const char *const good[] = {
		"yenlac", "a", "x-1_2", "7", "abcdefghijklmnopqrstuvwxyz01234",
	};
	static const char *const bad[] = {
		"", "-x", "Yenlac", "yên", "a b", "a/b", "..", "a.b",
		"abcdefghijklmnopqrstuvwxyz012345",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(portal_name_ok(good[i]));
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(portal_name_ok(bad[i]));
}

/* The values are in databases. */
static void states_keep_their_numbers(void **state)
{
	static const char *const names[] = {
		"waiting", "sending", "unknown", "accepted", "refused", "cancelled",
	};

	(void)state;
	for (int i = 0; i < (int)COUNT(names); i++)
		assert_string_equal(submission_state_name((enum submission_state)i),
				    names[i]);
}

static void what_became_of_it(void **state)
{
	static const struct {
		enum submission_state state;
		char *status;
		enum submission_fate fate;
		const char *words;
	} cases[] = {
		{SUBMISSION_WAITING, NULL, FATE_PENDING, "waiting to be sent"},
		{SUBMISSION_SENDING, NULL, FATE_PENDING, "being sent"},
		{SUBMISSION_UNKNOWN, NULL, FATE_PENDING, "arrival not known"},
		{SUBMISSION_REFUSED, NULL, FATE_PENDING, "refused"},
		{SUBMISSION_CANCELLED, NULL, FATE_PENDING, "cancelled"},
		{SUBMISSION_ACCEPTED, NULL, FATE_PENDING, "awaiting approval"},
		{SUBMISSION_ACCEPTED, "chờ", FATE_PENDING, "awaiting approval"},
		{SUBMISSION_ACCEPTED, "published", FATE_PUBLISHED, "published"},
		{SUBMISSION_ACCEPTED, "publish", FATE_PUBLISHED, "published"},
		{SUBMISSION_ACCEPTED, "draft", FATE_RETURNED, "returned"},
		{SUBMISSION_ACCEPTED, "trash", FATE_DROPPED, "turned down"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct submission s = {.state = cases[i].state,
					     .remote_status = cases[i].status};
		assert_int_equal(submission_fate(&s), cases[i].fate);
		assert_string_equal(submission_words(&s), cases[i].words);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(articles_own_their_attachments),
		cmocka_unit_test(polls_own_their_options),
		cmocka_unit_test(lists_are_freed_whole),
		cmocka_unit_test(portals_are_copied_deeply),
		cmocka_unit_test(names_of_portals),
		cmocka_unit_test(states_keep_their_numbers),
		cmocka_unit_test(what_became_of_it),
	};

	return cmocka_run_group_tests_name("nouns", tests, NULL, NULL);
}
