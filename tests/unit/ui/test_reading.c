/* test_reading.c - the reading screens, painted on a grid without a terminal */
#include "newsroom.h"

#include "../../../src/ui/inside.h"
#include "../../../src/ui/reading.h"

/* A newsroom with one portal, thirty articles in two sections, and no terminal. */
struct stage {
	struct newsroom n;
	struct app a;
};

static const char long_body[] =
	"<p>Đoạn một nói về đường làng, về cây xanh ven đường và về rãnh thoát nước.</p>"
	"<p>Đoạn hai kể chuyện nhà văn hóa thôn mở cửa cả ngày cho bà con đọc.</p>"
	"<p>Đoạn ba báo tin hội nghị giao ban của huyện, có đủ các phòng, ban và xã.</p>"
	"<p>Đoạn bốn là lời dặn phòng bão: chằng chống nhà cửa, cắt tỉa cành cây.</p>"
	"<p>Đoạn năm ghi số liệu: 15,5 km đường, 7,7 km rãnh, 22 tường rào thoáng.</p>"
	"<p>Đoạn sáu cảm ơn mọi người. Thu Hương.</p>";

static void put_long(struct stage *s)
{
	struct article a = {.portal = (char *)"mau", .key = (char *)"dai",
			    .title = (char *)"Bài dài về nông thôn",
			    .section = (char *)"tin", .body = (char *)long_body,
			    .author = (char *)"Thu Hương", .published = 1596900000,
			    .updated = 1596900000};
	enum archive_change change;

	assert_true(archive_put(s->n.archive, &a, &change, NULL));
}

static void put_sections(struct stage *s)
{
	struct section list[] = {
		{.id = (char *)"tin", .title = (char *)"Tin tức - Sự kiện"},
		{.id = (char *)"thong-bao", .title = (char *)"Thông báo"},
	};

	assert_true(archive_put_sections(s->n.archive, "mau", list, 2, NULL));
}

static int setup(void **state)
{
	struct portal p = {.name = (char *)"mau", .title = (char *)"Trang mẫu"};
	struct stage *s = mem_alloc(sizeof *s);
	struct sync_setup sync = {.portals = &p, .portal_count = 1, .offline = true};

	newsroom_open(&s->n);
	put_sections(s);
	newsroom_fill(&s->n, 0, 30);
	put_long(s);
	sync.archive = s->n.archive;
	s->a.setup.archive = s->n.archive;
	s->a.setup.sync = sync_new(&sync);
	s->a.keymap = keymap_new();
	grid_init(&s->a.grid, 24, 80);
	bars_refresh(&s->a);
	*state = s;
	return 0;
}

static int teardown(void **state)
{
	struct stage *s = *state;

	prompt_drop(&s->a);
	stack_end(&s->a);
	sync_free(s->a.setup.sync);
	keymap_free(s->a.keymap);
	grid_clear(&s->a.grid);
	buf_clear(&s->a.clip);
	buf_clear(&s->a.message);
	free(s->a.status.portal);
	newsroom_close(&s->n);
	free(s);
	return 0;
}

static void paint(struct stage *s, int rows, int cols)
{
	struct grid *g = &s->a.grid;
	struct view *v = stack_top(&s->a);

	grid_clear(g);
	grid_init(g, rows, cols);
	bars_refresh(&s->a);
	/* a search goes on turn by turn */
	while (v->class->tick && v->class->tick(v, 0) <= 0)
		;
	v->class->paint(v, g, (struct rect){1, 0, rows - 3, cols});
	bars_paint(&s->a, g);
}

static void has(struct stage *s, int row, const char *part)
{
	char *text = grid_row_text(&s->a.grid, row);

	if (!strstr(text, part))
		fail_msg("row %d is \"%s\", without \"%s\"", row, text, part);
	free(text);
}

static void act(struct stage *s, enum action a)
{
	struct view *v = stack_top(&s->a);

	if (!v->class->act(v, a))
		fail_msg("%s does not do %s", v->class->name, action_name(a));
	stack_bury(&s->a);
}

static void type(struct stage *s, const char *text)
{
	struct view *v = stack_top(&s->a);

	v->class->text(v, text, strlen(text), false);
}

static void back(struct stage *s)
{
	app_pop(&s->a);
	stack_bury(&s->a);
}

static void on_top(struct stage *s, const char *name)
{
	assert_string_equal(stack_top(&s->a)->class->name, name);
}

static void test_news(void **state)
{
	struct stage *s = *state;

	app_push(&s->a, view_news_new(&s->a));
	paint(s, 24, 80);
	has(s, 0, "All articles");
	has(s, 0, "1/31");
	has(s, 1, "> All articles        31 │ >●  08/08 Bài dài về nông thôn");
	has(s, 2, "  Tin tức - Sự kiện   16 │  ●  07/08 Bài 29");
	has(s, 3, "  Thông báo           15");
	has(s, 22, "Trang mẫu");
	has(s, 22, "working offline");
	has(s, 22, "31 unread");
	has(s, 23, "Enter open");
	has(s, 23, "? help");
	assert_int_equal(s->a.grid.cursor_row, 1);
	paint(s, 10, 40);
	has(s, 1, ">●  08/08 Bài dài về nông thôn");
	has(s, 8, "31 new");
	has(s, 9, "? help");
	act(s, ACTION_BOTTOM);
	paint(s, 10, 40);
	has(s, 0, "31/31");
	has(s, 7, ">●  07/08 Bài 0");
	act(s, ACTION_NEXT_SECTION);
	act(s, ACTION_NEXT_SECTION);
	paint(s, 24, 80);
	has(s, 0, "Thông báo");
	has(s, 0, "1/15");
	has(s, 1, "Bài 28");
}

static void test_read_and_back(void **state)
{
	struct stage *s = *state;

	app_push(&s->a, view_news_new(&s->a));
	paint(s, 24, 80);
	act(s, ACTION_OPEN);
	on_top(s, "article");
	paint(s, 24, 80);
	has(s, 0, "Tin tức - Sự kiện");
	has(s, 1, "Bài dài về nông thôn");
	act(s, ACTION_NEXT);
	act(s, ACTION_NEXT);
	paint(s, 24, 80);
	has(s, 1, "Bài 28");
	act(s, ACTION_PREVIOUS);
	back(s);
	on_top(s, "news");
	paint(s, 24, 80);
	has(s, 2, ">   07/08 Bài 29");		/* read, and the cursor is on it */
	has(s, 4, "●  07/08 Bài 27");
	act(s, ACTION_NEXT_UNREAD);
	paint(s, 24, 80);
	has(s, 4, ">●");
	act(s, ACTION_ONLY_UNREAD);
	paint(s, 24, 80);
	has(s, 0, "1/28");
	act(s, ACTION_STOP);
	paint(s, 24, 80);
	has(s, 0, "/31");
}

/* The paragraph at the top stays there, whatever the window's width. */
static void test_place_kept(void **state)
{
	struct stage *s = *state;

	app_push(&s->a, view_news_new(&s->a));
	paint(s, 10, 40);
	act(s, ACTION_OPEN);
	paint(s, 10, 40);
	for (int i = 0; i < 30; i++) {
		char *text = grid_row_text(&s->a.grid, 1);
		bool there = strstr(text, "Đoạn bốn") != NULL;

		free(text);
		if (there)
			break;
		act(s, ACTION_DOWN);
		paint(s, 10, 40);
	}
	has(s, 1, "Đoạn bốn");
	paint(s, 10, 60);
	has(s, 1, "Đoạn bốn");
	paint(s, 10, 44);
	has(s, 1, "Đoạn bốn");
}

static void test_find(void **state)
{
	struct stage *s = *state;

	app_push(&s->a, view_news_new(&s->a));
	paint(s, 10, 40);
	act(s, ACTION_OPEN);
	paint(s, 10, 40);
	act(s, ACTION_FIND);
	assert_true(prompt_on(&s->a));
	prompt_text(&s->a, "thu huong", 9, false);
	paint(s, 10, 40);
	has(s, 9, "Find: thu huong");
	prompt_key(&s->a, (struct key){K_ENTER, 0});
	assert_false(prompt_on(&s->a));
	act(s, ACTION_FIND_NEXT);
	paint(s, 10, 40);
	has(s, 0, "place 2 of 2");
	act(s, ACTION_STOP);
	paint(s, 10, 40);
	has(s, 0, "%");
	act(s, ACTION_FIND);
	prompt_text(&s->a, "vắng mặt", strlen("vắng mặt"), false);
	prompt_key(&s->a, (struct key){K_ENTER, 0});
	paint(s, 10, 40);
	has(s, 9, "not found: vắng mặt");
	act(s, ACTION_FIND);
	prompt_key(&s->a, (struct key){K_ESC, 0});
	assert_false(prompt_on(&s->a));
}

static void test_search(void **state)
{
	struct stage *s = *state;
	struct grid *g = &s->a.grid;

	app_push(&s->a, view_search_new(&s->a));
	paint(s, 24, 80);
	has(s, 2, "with or without accents");
	type(s, "van hoa tho");
	paint(s, 24, 80);
	has(s, 1, "Search: van hoa tho");
	has(s, 2, "1 article");
	has(s, 3, "●");
	has(s, 3, "Bài dài về nông thôn");
	has(s, 4, "rãnh thoát nước");
	act(s, ACTION_OPEN);				/* the first Enter: to the hits */
	on_top(s, "search");
	act(s, ACTION_OPEN);
	on_top(s, "article");
	paint(s, 24, 80);
	for (int i = 0; i < g->rows * g->cols; i++) {
		if (g->cells[i].face == FACE_MARK)
			break;
		assert_true(i + 1 < g->rows * g->cols);
	}
	back(s);
	paint(s, 10, 40);
	has(s, 3, ">");
	act(s, ACTION_UP); /* above the first hit is the field */
	type(s, " khong co dau");
	paint(s, 10, 40);
	has(s, 2, "nothing found");
}

static void test_poll(void **state)
{
	struct stage *s = *state;
	struct poll_option options[] = {{(char *)"a", (char *)"Tin tức", 30},
					{(char *)"b", (char *)"Thông báo", 10}};
	struct poll p = {.id = (char *)"1", .question = (char *)"Bạn quan tâm mục nào?",
			 .options = options, .option_count = 2};
	struct visits v = {1159, 1987, 5103, 64467, 2240627};

	app_push(&s->a, view_poll_new(&s->a, NULL));
	paint(s, 24, 80);
	has(s, 2, "Nothing is known yet");
	assert_true(archive_put_poll(s->n.archive, "mau", &p, NULL));
	assert_true(archive_put_visits(s->n.archive, "mau", &v, NULL));
	stack_top(&s->a)->class->changed(stack_top(&s->a), SYNC_STATUS);
	paint(s, 24, 80);
	has(s, 3, "1.159");
	has(s, 7, "2.240.627");
	has(s, 9, "Bạn quan tâm mục nào?");
	has(s, 11, "> 1  Tin tức");
	has(s, 12, "██████████████████       30 (75%)");
	act(s, ACTION_DOWN);
	paint(s, 10, 40);
	has(s, 4, "> 2  Thông báo");
	back(s);
}

static void test_help(void **state)
{
	struct stage *s = *state;

	app_push(&s->a, view_help_new(&s->a, CONTEXT_LIST));
	paint(s, 24, 80);
	has(s, 1, "In lists of articles");
	act(s, ACTION_BOTTOM);
	paint(s, 24, 80);
	has(s, 0, "100%");
	paint(s, 10, 40);
	act(s, ACTION_TOP);
	paint(s, 10, 40);
	has(s, 1, "In lists of articles");
}

/* A long message takes the rows it needs; a narrow question stays whole. */
static void test_messages(void **state)
{
	struct stage *s = *state;

	app_push(&s->a, view_news_new(&s->a));
	app_say(&s->a, true, "%s", "một lời báo lỗi dài hơn một dòng của cửa sổ hẹp");
	paint(s, 10, 40);
	has(s, 8, "! một lời báo lỗi dài");
	has(s, 9, "cửa sổ hẹp");
	app_choose(&s->a, "Đánh dấu đã đọc tất cả các bài trong mục này? (y/n)", "yn",
		   NULL, NULL);
	paint(s, 10, 40);
	has(s, 9, "(y/n)");
	prompt_key(&s->a, (struct key){'x', 0});
	assert_true(prompt_on(&s->a));
	prompt_key(&s->a, (struct key){'n', 0});
	assert_false(prompt_on(&s->a));
	app_ask_secret(&s->a, "Token:", NULL, NULL);
	prompt_text(&s->a, "bí mật", strlen("bí mật"), true);
	paint(s, 10, 40);
	has(s, 9, "Token: *****");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_news, setup, teardown),
		cmocka_unit_test_setup_teardown(test_read_and_back, setup, teardown),
		cmocka_unit_test_setup_teardown(test_place_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(test_find, setup, teardown),
		cmocka_unit_test_setup_teardown(test_search, setup, teardown),
		cmocka_unit_test_setup_teardown(test_poll, setup, teardown),
		cmocka_unit_test_setup_teardown(test_help, setup, teardown),
		cmocka_unit_test_setup_teardown(test_messages, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
