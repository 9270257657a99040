/* test_typing_random.c - what holds for any keys at all, with seeded dice */
#include "typing_run.h"

#include <uninorm.h>

static const char *const names[] = {"telex", "telex-simple", "vni", "viqr"};

enum { ROUNDS = 100000 };

static bool is_nfc(const char *s, size_t n)
{
	uint8_t out[SCREEN_MAX];
	size_t room = sizeof(out);
	uint8_t *to = u8_normalize(UNINORM_NFC, (const uint8_t *)s, n, out, &room);

	assert_ptr_equal(to, out);
	return room == n && memcmp(out, s, n) == 0;
}

/* Mostly keys that do something; now and then any sign, or a finished letter. */
static uint32_t dice_key(struct dice *d)
{
	static const char common[] =
		"aaeeooiuuywwddsfrxjznnghhctpmkbqg0123456789'`?~.^+(\\[]{}";
	static const uint32_t rare[] = {
		' ',    ',',    '/',      0x1ec7, 0x1b0,  0x111,  0xf1,
		0x301,  0x302,  0x31b,    0x323,  0x2026, 0x4eba, 0x1100,
		0x1161, 0x11a8, 0x10ffff, 0x7f,   1,
	};
	uint32_t key = (uint32_t)common[dice_roll(d, sizeof(common) - 1)];

	if (dice_roll(d, 30) == 0)
		return rare[dice_roll(d, COUNT(rare))];
	if (key >= 'a' && key <= 'z' && dice_roll(d, 4) == 0)
		return key - 0x20;
	return key;
}

static size_t points(const struct screen *sc)
{
	struct extent all;

	text_measure(sc->s, sc->len, NULL, &all);
	return all.points;
}

struct setting {
	struct method *m[COUNT(names)];
};

static int set_up(void **state)
{
	static struct setting s;

	for (size_t i = 0; i < COUNT(names); i++)
		s.m[i] = method_of(names[i]);
	*state = &s;
	return 0;
}

static int tear_down(void **state)
{
	struct setting *s = *state;

	for (size_t i = 0; i < COUNT(names); i++)
		method_free(s->m[i]);
	return 0;
}

/* What t says stands before the cursor does, and its keys make it. */
static void check_holds(const struct screen *sc, const struct typing_options *o)
{
	size_t n = strlen(sc->t.text);
	struct screen again = {0};

	assert_true(n <= sc->len);
	assert_memory_equal(sc->s + sc->len - n, sc->t.text, n);
	if (!is_nfc(sc->s, sc->len))
		fail_msg("not NFC: \"%s\", word \"%s\"", sc->s, sc->t.text);
	if (sc->t.aside || !sc->t.keys[0])
		return;
	screen_type(&again, o, sc->t.keys);
	assert_string_equal(again.t.text, sc->t.text);
}

static void keys_and_backspaces(void **state)
{
	const struct setting *s = *state;
	struct dice d = {20200808};

	for (int round = 0; round < ROUNDS / 10; round++) {
		struct typing_options o = {.method = s->m[dice_roll(&d, COUNT(names))],
					   .modern = dice_roll(&d, 2),
					   .give_back = dice_roll(&d, 2)};
		struct screen sc = {0};
		for (uint32_t left = dice_roll(&d, 40); left > 0; left--) {
			struct typing_edit edit;
			if (dice_roll(&d, 6) == 0) {
				screen_back(&sc, &o);
			} else {
				typing_key(&sc.t, &o, dice_key(&d), &edit);
				screen_apply(&sc, &edit);
			}
			check_holds(&sc, &o);
		}
		while (sc.len > 0) {
			size_t before = points(&sc);
			screen_back(&sc, &o);
			assert_true(points(&sc) < before);
			check_holds(&sc, &o);
		}
		assert_string_equal(sc.t.text, "");
	}
}

/* One word: as many Backspaces as it has letters, each takes away one. */
static void a_word_goes_letter_by_letter(void **state)
{
	static const char letters[] = "aaeeooiuuywwddsfrxjznnghhctpmkbqg";
	const struct setting *s = *state;
	struct dice d = {1945};

	for (int round = 0; round < ROUNDS; round++) {
		struct typing_options o = {.method = s->m[dice_roll(&d, 2)],
					   .modern = dice_roll(&d, 2),
					   .give_back = true};
		struct screen sc = {0};
		char keys[13] = "";
		for (uint32_t n = dice_roll(&d, 12), i = 0; i < n; i++)
			keys[i] = letters[dice_roll(&d, sizeof(letters) - 1)];
		screen_type(&sc, &o, keys);
		assert_true(is_nfc(sc.s, sc.len));
		while (sc.len > 0) {
			size_t before = points(&sc);
			screen_back(&sc, &o);
			assert_int_equal(points(&sc) + 1, before);
		}
		assert_string_equal(sc.t.text, "");
		assert_string_equal(sc.t.keys, "");
	}
}

/* Any text before the cursor, then any key. */
static void behind_any_text(void **state)
{
	const struct setting *s = *state;
	struct dice d = {1975};

	for (int round = 0; round < ROUNDS / 10; round++) {
		struct typing_options o = {.method = s->m[dice_roll(&d, COUNT(names))],
					   .give_back = true};
		char raw[RANDOM_MAX];
		struct screen sc = {0};
		size_t n = dice_string(&d, raw), room = sizeof(sc.s) - 64;
		for (size_t i = 0; i < n; i++)
			raw[i] = (unsigned char)raw[i] < 0x80 ? raw[i] : 'e';
		u8_normalize(UNINORM_NFC, (const uint8_t *)raw, n, (uint8_t *)sc.s,
			     &room);
		sc.len = room;
		sc.s[room] = '\0';
		typing_from(&sc.t, sc.s, sc.len);
		for (int i = 0; i < 4; i++) {
			struct typing_edit edit;
			typing_key(&sc.t, &o, dice_key(&d), &edit);
			screen_apply(&sc, &edit);
			check_holds(&sc, &o);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_and_backspaces),
		cmocka_unit_test(a_word_goes_letter_by_letter),
		cmocka_unit_test(behind_any_text),
	};

	return cmocka_run_group_tests_name("typing_random", tests, set_up, tear_down);
}
