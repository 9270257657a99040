/* test_template.c - templates: names and dates, two columns, the built-in ones */
#include <bantin/text/template.h>

#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>
#include <bantin/text/clean.h>
#include <bantin/text/measure.h>

#include "check.h"

static char co_quan[] = "Ủy ban nhân dân xã Tam Hồng", huyen[] = "Đảng ủy xã",
	    noi[] = "Tam Hồng", tat[] = "UBND";
static const struct agency xa = {co_quan, NULL, noi, tat};

static int64_t on(const char *day)
{
	int64_t t;

	assert_true(stamp_parse_loose(day, &t));
	return t;
}

static void check_fill(const char *in, const struct agency *a, const char *day,
		       const char *want)
{
	struct buf out = {0};

	template_fill(in, a, on(day), &out);
	assert_string_equal(buf_str(&out), want);
	buf_clear(&out);
}

static void names_are_filled_in(void **state)
{
	(void)state;
	check_fill("", &xa, "08/08/2020", "");
	check_fill("{co_quan} {CO_QUAN}\n{dia_danh}, {ngay}", &xa, "08/08/2020",
		   "Ủy ban nhân dân xã Tam Hồng ỦY BAN NHÂN DÂN XÃ TAM HỒNG\n"
		   "Tam Hồng, ngày 08 tháng 8 năm 2020");
	check_fill("{viet_tat} {so} {nam} {ngay_ngan}", &xa, "01/02/2021",
		   "UBND …… 2021 01/02/2021");
	check_fill("{la} {} { co_quan} {co_quan", &xa, "01/02/2021",
		   "{la} {} { co_quan} {co_quan");
	check_fill("{co_quan} {DIA_DANH} {co_quan_cap_tren}", NULL, "01/02/2021",
		   "[cơ quan] [ĐỊA DANH] [cơ quan cấp trên]");
	check_fill("<{co_quan_cap_tren}>", &xa, "01/02/2021", "<>");
}

static void months_keep_some_zeros(void **state)
{
	(void)state;
	check_fill("{ngay}", NULL, "05/01/2026", "ngày 05 tháng 01 năm 2026");
	check_fill("{ngay}", NULL, "15/02/2026", "ngày 15 tháng 02 năm 2026");
	check_fill("{ngay}", NULL, "31/03/2026", "ngày 31 tháng 3 năm 2026");
	check_fill("{ngay}", NULL, "09/10/2026", "ngày 09 tháng 10 năm 2026");
	check_fill("{ngay}", NULL, "09/12/2026", "ngày 09 tháng 12 năm 2026");
}

static void two_columns(void **state)
{
	struct agency a = xa;

	(void)state;
	check_fill("a\n\nb |: c\n || d\n||\n- e; |:\nf", NULL, "01/02/2021",
		   "a\n\n```\n"
		   "b                                                    c\n"
		   "                                                     d\n"
		   "\n"
		   "- e;\n"
		   "```\nf");
	/* without an agency above, the lines on the left move up */
	check_fill("{CO_QUAN_CAP_TREN} || X\n{co_quan} || Y\n", &xa, "01/02/2021",
		   "```\n"
		   "  Ủy ban nhân dân xã Tam Hồng                        X\n"
		   "                                                     Y\n"
		   "```\n");
	a.parent = huyen;
	check_fill("{CO_QUAN_CAP_TREN} || X\n{co_quan} || Y\n", &a, "01/02/2021",
		   "```\n"
		   "           ĐẢNG ỦY XÃ                                X\n"
		   "  Ủy ban nhân dân xã Tam Hồng                        Y\n"
		   "```\n");
}

static void long_names_wrap(void **state)
{
	static char name[] = "Ban Chỉ đạo phong trào Toàn dân đoàn kết xây "
			     "dựng đời sống văn hóa";
	struct agency a = {.name = name};

	(void)state;
	check_fill("{co_quan} || X\n", &a, "01/02/2021",
		   "```\n"
		   "Ban Chỉ đạo phong trào Toàn dân                      X\n"
		   " đoàn kết xây dựng đời sống văn\n"
		   "              hóa\n"
		   "```\n");
}

/* Every built-in template is clean, fits the screen and begins with a title. */
static void built_in_ones(void **state)
{
	size_t n = 0;

	(void)state;
	for (const struct template *t; (t = template_builtin(n)); n++) {
		struct buf out = {0};
		bool code = false;

		assert_ptr_equal(template_find(t->name), t);
		assert_true(text_is_clean(t->text, strlen(t->text), CLEAN_TEXT));
		template_fill(t->text, n % 2 ? &xa : NULL, on("24/11/2026"), &out);
		assert_memory_equal(buf_str(&out), "# ", 2);
		assert_true(text_is_clean(out.s, out.len, CLEAN_TEXT));
		assert_null(strchr(out.s, '{'));
		for (char *line = strtok(out.s, "\n"); line; line = strtok(NULL, "\n")) {
			code = strcmp(line, "```") == 0 ? !code : code;
			if (code)
				assert_in_range(text_columns(line, strlen(line)), 1, 74);
		}
		buf_clear(&out);
	}
	assert_int_equal(n, 5);
	assert_null(template_find("khong-co"));
}

static void any_text(void **state)
{
	struct dice d = {30};
	char s[RANDOM_MAX];

	(void)state;
	for (int i = 0; i < 3000; i++) {
		size_t n = dice_string(&d, s);
		char *clean = text_clean_dup(s, n, CLEAN_TEXT);
		struct buf in = {0}, out = {0};

		buf_addf(&in, "%s%s{ngay}%s", clean, i % 2 ? "||" : "|:", clean);
		template_fill(buf_str(&in), &xa, on("24/11/2026"), &out);
		free(clean);
		buf_clear(&in);
		buf_clear(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_filled_in),
		cmocka_unit_test(months_keep_some_zeros),
		cmocka_unit_test(two_columns),
		cmocka_unit_test(long_names_wrap),
		cmocka_unit_test(built_in_ones),
		cmocka_unit_test(any_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
