/* test_collate.c - the order of a dictionary, against ICU's where it is there */
#include "check.h"

#include <dlfcn.h>
#include <stdio.h>

#include <uninorm.h>

#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/collate.h>

#include "../../../src/text/letters.h"

struct list {
	char **s;
	size_t count, cap;
};

static void list_add(struct list *l, const char *s)
{
	l->s = mem_grow(l->s, &l->cap, l->count + 1, sizeof(*l->s));
	l->s[l->count++] = mem_str(s);
}

static void list_clear(struct list *l)
{
	for (size_t i = 0; i < l->count; i++)
		free(l->s[i]);
	free(l->s);
	*l = (struct list){0};
}

static int compare(const char *a, const char *b)
{
	return text_collate(a, strlen(a), b, strlen(b));
}

static int compare_places(const void *a, const void *b)
{
	return compare(*(char *const *)a, *(char *const *)b);
}

/* The lines of a file but its comments; false: it is not there. */
static bool list_read(struct list *l, const char *path)
{
	FILE *f = fopen(path, "r");
	char line[512];

	if (!f)
		return false;
	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\r\n")] = '\0';
		if (strncmp(line, "# ", 2) != 0)
			list_add(l, line);
	}
	fclose(f);
	return true;
}

static int sign(int x)
{
	return (x > 0) - (x < 0);
}

static void check_keys(const char *a, const char *b)
{
	struct buf x = {0}, y = {0};

	text_collate_key(&x, a, strlen(a));
	text_collate_key(&y, b, strlen(b));
	int order = memcmp(x.s, y.s, x.len < y.len ? x.len : y.len);
	if (order == 0)
		order = (x.len > y.len) - (x.len < y.len);
	if (sign(order) != sign(compare(a, b)))
		fail_msg("keys of %s and %s", a, b);
	buf_clear(&x);
	buf_clear(&y);
}

static void the_table(void **state)
{
	struct list l = {0};

	(void)state;
	assert_true(list_read(&l, TESTS_DIR "/data/collation.txt"));
	assert_true(l.count > 250);
	for (size_t i = 0; i + 1 < l.count; i++)
		for (size_t k = i + 1; k < l.count; k++) {
			if (compare(l.s[i], l.s[k]) >= 0 || compare(l.s[k], l.s[i]) <= 0)
				fail_msg("%s, %s", l.s[i], l.s[k]);
			check_keys(l.s[i], l.s[k]);
		}
	list_clear(&l);
}

static void levels(void **state)
{
	(void)state;
	assert_true(compare("", "a") < 0);
	assert_true(compare("a", "a") == 0);
	assert_true(compare("", "") == 0);
	assert_true(compare("má", "mà hai") < 0);	/* letters before tones */
	assert_true(compare("má ba", "mà hai") < 0);
	assert_true(compare("Má", "mạ") < 0);		/* tones before case */
	assert_true(compare("ma", "Ma") < 0);
	assert_true(compare("dz", "đa") < 0);
	assert_true(compare("az", "ă") < 0 && compare("ăz", "â") < 0);
	assert_true(compare("z", "я") < 0 && compare("я", "人") < 0);
	assert_true(compare("人", "\uFFFD") < 0);
}

static int by_name(const char *a, const char *b)
{
	return text_collate_name(a, strlen(a), b, strlen(b));
}

static void names_by_their_last_syllable(void **state)
{
	(void)state;
	assert_true(by_name("Trần Thị An", "Lê Văn Bình") < 0);
	assert_true(by_name("Lê Văn An", "Trần Thị An") < 0);
	assert_true(by_name("Lê Văn Ân", "Trần Thị An") > 0);
	assert_true(by_name("Lê Văn Hòa", "Lê Văn Hóa") < 0);
	assert_true(by_name("An", "An") == 0);
	assert_true(by_name("", "An") < 0);
	assert_true(by_name("Lê Văn Bình ", "Trần Thị An") > 0);
}

/* Letters, marks and signs that meet in names and titles. */
static const char *const pieces[] = {
	"a", "á", "à", "ả", "ã", "ạ", "A", "Á", "ă", "ắ", "ằ", "Ă", "â", "ấ", "ậ", "ê",
	"Ế", "e", "o", "ơ", "ớ", "ô", "ộ", "u", "ư", "ự", "Ư", "y", "ỷ", "i", "ị", "d",
	"đ", "D", "Đ", "b", "n", "g", "h", "t", "c", "m", "z", "w", "f", " ", " ", "-",
	"–", ",", ".", "/", "(", ")", "“", "”", "…", "1", "2", "10", "é", "ü", "ç", "ñ",
	"z\u0301", "\u0323", "ą\u0302", "ø", "²", "½", "₫", "+", "=", "%", "'", "\"",
	":", ";", "?", "&", "ş", "ǎ", "ȃ", "ǭ",
};

static void fill_random(struct list *l, size_t count, uint64_t seed)
{
	struct dice d = {seed};

	for (size_t i = 0; i < count; i++) {
		struct buf b = {0};
		uint32_t n = 1 + dice_roll(&d, 6);
		for (uint32_t k = 0; k < n; k++)
			buf_adds(&b, pieces[dice_roll(&d, COUNT(pieces))]);
		char *clean = text_clean_text(buf_str(&b));
		list_add(l, clean);
		free(clean);
		buf_clear(&b);
	}
}

/* ICU, looked up by name: libicu-dev comes with libxml2-dev, and its functions carry its
 * version in their names. */
struct icu {
	void *library;
	void *collator;
	void *(*open)(const char *locale, int *status);
	void (*close)(void *collator);
	int (*compare)(const void *collator, const char *a, int32_t na, const char *b,
		       int32_t nb, int *status);
};

static void icu_symbol(const struct icu *icu, const char *name, int version, void *out)
{
	char full[64];

	snprintf(full, sizeof(full), "%s_%d", name, version);
	void *at = dlsym(icu->library, full);
	memcpy(out, &at, sizeof(at));
}

static bool icu_open(struct icu *icu)
{
	int status = 0;

	*icu = (struct icu){.library = dlopen("libicui18n.so", RTLD_NOW)};
	if (!icu->library)
		return false;
	for (int version = 60; version < 100 && !icu->compare; version++) {
		icu_symbol(icu, "ucol_open", version, &icu->open);
		icu_symbol(icu, "ucol_close", version, &icu->close);
		icu_symbol(icu, "ucol_strcollUTF8", version, &icu->compare);
	}
	if (icu->compare)
		icu->collator = icu->open("vi", &status);
	return icu->collator != NULL;
}

/* The library stays: it has caches that only it knows of. */
static void icu_shut(struct icu *icu)
{
	if (icu->collator)
		icu->close(icu->collator);
}

/* Sorted by us, every neighbours are in ICU's order; and where ICU tells them apart no
 * order of bytes was needed. */
static void check_sorted(struct icu *icu, struct list *l)
{
	qsort(l->s, l->count, sizeof(*l->s), compare_places);
	for (size_t i = 0; i + 1 < l->count; i++) {
		int status = 0;
		const char *a = l->s[i], *b = l->s[i + 1];
		int order = icu->compare(icu->collator, a, -1, b, -1, &status);
		if (order > 0)
			fail_msg("%s, %s: ICU has it the other way", a, b);
		if (order < 0 && compare(a, b) == 0)
			fail_msg("%s, %s: not the same", a, b);
	}
}

static void order_is_icus(void **state)
{
	struct list syllables = {0}, mixed = {0};
	struct icu icu;

	(void)state;
	if (!icu_open(&icu)) {
		print_message("# SKIP libicu-dev is not installed\n");
		icu_shut(&icu);
		return;
	}
	fill_random(&mixed, 20000, 11);
	check_sorted(&icu, &mixed);
	if (list_read(&syllables, "/usr/share/hunspell/vi_VN.dic")) {
		assert_true(syllables.count > 6000);
		check_sorted(&icu, &syllables);
	} else {
		print_message("# SKIP hunspell-vi is not installed\n");
	}
	list_clear(&syllables);
	list_clear(&mixed);
	icu_shut(&icu);
}

static void a_total_order(void **state)
{
	struct list l = {0};
	struct dice d = {5};
	char in[RANDOM_MAX];

	(void)state;
	fill_random(&l, 5000, 3);
	for (int i = 0; i < 5000; i++) {
		char *s = text_clean_dup(in, dice_string(&d, in), CLEAN_TEXT);
		list_add(&l, s);
		free(s);
	}
	for (int i = 0; i < 10000; i++) {
		const char *a = l.s[dice_roll(&d, 10000)], *b = l.s[dice_roll(&d, 10000)];
		const char *c = l.s[dice_roll(&d, 10000)];
		int ab = sign(compare(a, b));
		assert_int_equal(sign(compare(b, a)), -ab);
		assert_int_equal(ab == 0, strcmp(a, b) == 0);
		if (ab <= 0 && compare(b, c) <= 0)
			assert_true(compare(a, c) <= 0);
		check_keys(a, b);
	}
	list_clear(&l);
}

static void same_letters_however_composed(void **state)
{
	struct list l = {0};

	(void)state;
	fill_random(&l, 10000, 17);
	for (size_t i = 0; i + 1 < l.count; i++) {
		const char *a = l.s[i], *b = l.s[i + 1];
		size_t len = 0;
		if (!a[0])
			continue;
		uint8_t *nfd = u8_normalize(UNINORM_NFD, (const uint8_t *)a, strlen(a),
				NULL,
					    &len);
		int nfc_order = text_collate(a, strlen(a), b, strlen(b));
		int nfd_order = text_collate((char *)nfd, len, b, strlen(b));
		if (strcmp(a, b) != 0)
			assert_int_equal(sign(nfc_order), sign(nfd_order));
		free(nfd);
	}
	list_clear(&l);
}

static void a_key_past_the_ceiling(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 8);
	text_collate_key(&b, "Việt Nam", 10);
	assert_true(b.full);
	assert_int_equal(b.len, 0);
	buf_clear(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(levels),
		cmocka_unit_test(the_table),
		cmocka_unit_test(names_by_their_last_syllable),
		cmocka_unit_test(order_is_icus),
		cmocka_unit_test(a_total_order),
		cmocka_unit_test(same_letters_however_composed),
		cmocka_unit_test(a_key_past_the_ceiling),
	};

	return cmocka_run_group_tests_name("collate", tests, NULL, NULL);
}
