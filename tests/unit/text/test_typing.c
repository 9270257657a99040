/* test_typing.c - each rule of typing by hand */
#include "typing_run.h"

static struct method *telex, *simple, *vni, *viqr;
static struct typing_options o; /* Telex, old style, gives back */

static int set_up(void **state)
{
	(void)state;
	telex = method_of("telex");
	simple = method_of("telex-simple");
	vni = method_of("vni");
	viqr = method_of("viqr");
	o = (struct typing_options){.method = telex, .give_back = true};
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	method_free(telex);
	method_free(simple);
	method_free(vni);
	method_free(viqr);
	return 0;
}

static struct typing_options with(const struct method *m)
{
	return (struct typing_options){.method = m, .give_back = true};
}

static void onsets_gi_and_qu(void **state)
{
	(void)state;
	check_typed(&o,
		    "gias -> giá; quas -> quá; gif -> gì; gifn -> gìn; ginf -> gìn; "
		    "gieengs -> giếng; gieesng -> giếng; giuwax -> giữa; giowf -> giờ; "
		    "quys -> quý; quyeenr -> quyển; quoocs -> quốc; quaanj -> quận; "
		    "quawns -> quắn; giuwowngf -> giường; giups -> giúp; quow -> quơ");
}

static void marks_act_where_they_can(void **state)
{
	(void)state;
	check_typed(&o, "hofa -> hòa; hoafn -> hoàn; chuyr -> chủy; chuyreen -> chuyển; "
			"tueej -> tuệ; hoas -> hóa; "
			"brs -> brs; rs -> rs; sf -> sf; fa -> fa; xz -> xz");
}

static void hoc_with_its_tones(void **state)
{
	(void)state;
	check_typed(&o,
		    "hocs -> hóc; hocj -> học; hocf -> hocf; hocr -> hocr; hocx -> hocx; "
		    "hofcs -> hóc; tichs -> tích; sachs -> sách; batr -> batr");
}

static void marks_may_come_late(void **state)
{
	(void)state;
	check_typed(
		&o,
		"nguoiwf -> người; nguoifw -> người; truowngf -> trường; "
		"truongwf -> trường; truongfw -> trường; duocwdj -> được; "
		"duocdwj -> được; dodongf -> đồng; ddoongf -> đồng; dongdof -> đồng; "
		"vietej -> việt; vietje -> việt; thuyeenf -> thuyền; "
		"thuyenef -> thuyền; khuyeens -> khuyến; toanf -> toàn; "
		"nuocws -> nước; luuw -> lưu; cuuwr -> cửu; muawf -> mừa; hoanwx -> "
		"hoẵn; "
		"truwownfg -> trường; ruowuj -> rượu; huowu -> hươu");
}

static void one_key_for_both_horns(void **state)
{
	(void)state;
	check_typed(
		&o,
		"uowi -> ươi; nguoiw -> ngươi; thuowr -> thuở; thuow -> thuơ; "
		"thuowng -> thương; huow -> huơ; huowng -> hương; khuow -> khuơ; "
		"truow -> trươ; muowi -> mươi; uow -> ươ; uowr -> uở; uowsc -> ước; "
		"truwongf -> trường; dduwocj -> được; uwow -> ươ; quowr -> quở; "
		"tuowij -> tượi; uoo -> uô; uowo -> uô; uoow -> ươ; aaw -> ă; awa -> â; "
		"oow -> ơ; owo -> ô; uaaw -> uâw");
}

static void the_same_key_takes_back(void **state)
{
	(void)state;
	check_typed(
		&o,
		"aa -> â; aaa -> aa; aaaa -> aaa; ass -> as; asss -> ass; ddd -> dd; "
		"dddd -> ddd; tesst -> test; tesst  -> test ; eee -> ee; ooo -> oo; "
		"oww -> ow; uww -> uw; uoww -> uow; nguoiww -> nguoiw; thuoww -> thuow; "
		"ww -> w; WW -> W; tww -> tw; [[ -> [; ]] -> ]; {{ -> {; t[[ -> t[");
	check_typed(
		&o,
		"asf -> à; asfj -> ạ; asz -> a; aszz -> az; az -> az; z -> z; "
		"aasz -> â; vieetjj  -> vieetjj ; hoaff -> hoaf; hoafff -> hoaff; "
		"AAA -> AA; thiss  -> this ; hass  -> has ; carr  -> car ; ass  -> as ");
}

static void three_o_and_k(void **state)
{
	(void)state;
	check_typed(&o,
		    "xooong -> xoong; thooongf -> thoòng; booong -> boong; "
		    "xooongs -> xoóng; ddawks -> đắk; lawks  -> lắk ; DDawsk LAWSK  -> "
		    "Đắk LẮK ; Kroong  -> Krông ; Krong  -> Krong ; Buks  -> Búk ; "
		    "Chuw Prông -> Chư Prông");
}

static void case_is_the_base_letters(void **state)
{
	(void)state;
	check_typed(
		&o,
		"VIEETJ -> VIỆT; VIEETj -> VIỆT; VIeetj -> VIệt; Vieetj -> Việt; "
		"DDi -> Đi; Ddi -> Đi; dDi -> đi; DDOONGF -> ĐỒNG; Nguyeenx -> Nguyễn; "
		"W -> Ư; Wowcs -> Ước; { -> Ơ; } -> Ư; [ -> ơ; HOAF -> HÒA; HOaf -> HÒa");
}

static void abbreviations(void **state)
{
	(void)state;
	check_typed(
		&o,
		"HDDND -> HĐND; HDDND  -> HĐND ; HDNDD  -> HDNĐ ; QDD-UBND  -> "
		"QĐ-UBND ; NDD-CP  -> NĐ-CP ; hddnd  -> hđnd ; BCDD  -> BCĐ ; "
		"LDDLDD  -> LĐLĐ ; TTDD, -> TTĐ,; 5000dd  -> 5000đ ; BDDS. -> BĐS.; "
		"DDUBND  -> ĐUBND ; ADDRESS  -> ADDRESS ; UBND  -> "
		"UBND ; add  -> add ; middle  -> middle ; "
		"TW  -> TƯ ; UBMTTQ  -> UBMTTQ ; A/B -> A/B");
}

static void both_styles_of_tones(void **state)
{
	struct typing_options modern = o;

	(void)state;
	modern.modern = true;
	check_typed(&o, "hoaf -> hòa; khoer -> khỏe; thuyr -> thủy; hoafn -> hoàn; "
			"quyr -> quỷ; oas -> óa; huyeenf -> huyền; khuyur -> khuỷu; "
			"ngoaif -> ngoài; cuar -> của; muaf -> mùa; miaf -> mìa; "
			"xoays -> xoáy; ngoeof -> ngoèo; toaf  -> tòa ");
	check_typed(&modern,
		    "hoaf -> hoà; khoer -> khoẻ; thuyr -> thuỷ; hoafn -> hoàn; "
		    "quyr -> quỷ; oas -> oá; cuar -> của; khuyur -> khuỷu; miaf -> mìa");
}

static void backspace(void **state)
{
	(void)state;
	check_typed(
		&o,
		"hoafn␈ -> hòa; hoafn␈␈ -> hò; hoafn␈␈n -> hòn; nguoiwf␈ -> ngườ; "
		"nguoiwf␈␈ -> ngư; nguoiwf␈␈␈ -> ng; vieetj␈ -> việ; vieetj␈n -> viện; "
		"aa␈ -> ; dd␈ -> ; as␈a -> a; w␈ -> ; tesst␈ -> tes; ass␈ -> a; "
		"tesst␈␈s -> té; win␈ndows  -> windows ; hoa ␈f -> hòa; "
		"ab cd␈␈␈␈ -> a; giá␈ -> gi; vie␈␈␈␈␈ -> ; thuowng␈␈ -> thươ");
}

/* The cursor is put behind a word that is there. */
static void check_behind(const struct typing_options *with, const char *text,
			 const char *keys, const char *want)
{
	struct screen sc = {0};

	sc.len = strlen(text);
	memcpy(sc.s, text, sc.len + 1);
	typing_from(&sc.t, sc.s, sc.len);
	screen_type(&sc, with, keys);
	assert_string_equal(sc.s, want);
}

static void words_that_stand_there(void **state)
{
	(void)state;
	check_behind(&o, "xin hoa", "f", "xin hòa");
	check_behind(&o, "hòa", "s", "hóa");
	check_behind(&o, "hoà", "n", "hoàn");
	check_behind(&o, "hòa", "z", "hoa");
	check_behind(&o, "hòa", "f", "hoaf");
	check_behind(&o, "Viêt", "j", "Việt");
	check_behind(&o, "VIET", "EJ", "VIỆT");
	check_behind(&o, "truong", "wf", "trường");
	check_behind(&o, "ngườ", "i", "người");
	check_behind(&o, "xoong", "f", "xoòng");
	check_behind(&o, "người", "␈", "ngườ");
	check_behind(&o, "HĐ", "ND ", "HĐND ");
	check_behind(&o, "windows", "s ", "windowss ");
	check_behind(&o, "boot", "s ", "boots ");
	check_behind(&o, "tiếng Viê", "n ", "tiếng Viên ");
	check_behind(&o, "boot", "␈␈s", "bó");
	check_behind(&o, "boots", "x␈␈␈␈f", "bò");
	check_behind(&o, "hoà", "␈", "ho");
	check_behind(&o, "hòa", "␈", "hò");
	check_behind(&o, "bôt", " ", "bôt ");
	check_behind(&o, "đ", "i", "đi");
	check_behind(&o, "a-", "s", "a-s");
	struct typing_options v = with(vni);
	check_behind(&v, "hoa", "2", "hòa");
	check_behind(&v, "trương", "2", "trường");
	check_behind(&v, "A4", "1", "A41");
}

static void words_that_get_their_keys_back(void **state)
{
	static const char *const words[] = {
		"windows", "file",     "boot",    "office",   "password", "Windows",
		"BOOT",    "email",    "website", "facebook", "google",   "print",
		"test1",   "server",   "issue",   "address",  "error",    "tomorrow",
		"www",     "software", "data",    "banana",   "giraffe",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(words); i++) {
		static const char *const breaks[] = {" ", ".", ",", "\n",
						     ")", "/", "…", "”"};
		for (size_t b = 0; b < COUNT(breaks); b++) {
			char keys[64];
			struct screen sc = {0};
			snprintf(keys, sizeof(keys), "%s%s", words[i], breaks[b]);
			screen_type(&sc, &o, keys);
			assert_string_equal(sc.s, keys);
		}
	}
	check_typed(&o,
		    "bootj  -> bột ; boots  -> bốt ; boot  -> boot ; daatj  -> dật ; "
		    "phuwf  -> phừ ; proof  -> proof ; nhas. -> nhá.; vieetj, -> việt,; "
		"Lee Duaarn  -> Lê Duẩn ; Hoawngf Hoas  -> Hoằng Hóa ; Uoong Bis  -> "
		"Uông Bí ; Thowis  -> Thới ; puawngf  -> puawngf ; Phengf  -> Phèng ; "
		"Nieef  -> Nieef ; Y Niee  -> Y Niê ");
}

static bool own_word(const void *words, const char *word, size_t n)
{
	return strlen(words) == n && memcmp(words, word, n) == 0;
}

static void options_of_giving_back(void **state)
{
	struct typing_options off = o, mine = o;

	(void)state;
	off.give_back = false;
	check_typed(&off, "boot  -> bôt ; filer  -> filer ; seex  -> sễ ");
	check_typed(&o, "soon  -> soon ");
	mine.own = own_word;
	mine.words = "sôn";
	check_typed(&mine, "soon  -> sôn ; boot  -> boot ");
}

static void a_key_gives_back_at_any_time(void **state)
{
	struct typing_edit edit;
	struct screen sc = {0};

	(void)state;
	screen_type(&sc, &o, "xin thiss");
	assert_false(typing_raw(&sc.t, &(struct typing_options){.method = vni}, &edit) &&
		     edit.remove > 3);
	sc = (struct screen){0};
	screen_type(&sc, &o, "cho mix");
	assert_string_equal(sc.s, "cho mĩ");
	assert_true(typing_raw(&sc.t, &o, &edit));
	screen_apply(&sc, &edit);
	assert_string_equal(sc.s, "cho mix");
	assert_false(typing_raw(&sc.t, &o, &edit));
	screen_type(&sc, &o, "ers ");
	assert_string_equal(sc.s, "cho mixers ");
	sc = (struct screen){.s = "Việt", .len = strlen("Việt")};
	typing_from(&sc.t, sc.s, sc.len);
	assert_true(typing_raw(&sc.t, &o, &edit));
	screen_apply(&sc, &edit);
	assert_string_equal(sc.s, "Vieetj");
	assert_false(typing_raw(&(struct typing){0}, &o, &edit));
}

static void the_cursor_leaves(void **state)
{
	struct typing_edit edit;
	struct screen sc = {0};

	(void)state;
	screen_type(&sc, &o, "xin boot");
	assert_string_equal(sc.s, "xin bôt");
	typing_end(&sc.t, &o, &edit);
	screen_apply(&sc, &edit);
	assert_string_equal(sc.s, "xin boot");
	assert_string_equal(sc.t.text, "");
}

/* UniKey and its like: Deletes and finished letters between plain ones. */
static void a_method_of_the_terminals_own(void **state)
{
	struct screen sc = {0};

	(void)state;
	check_typed(
		&o,
		"vie␈ê -> viê; vie␈êt␈␈ệt -> việt; vie␈ês  -> viês ; "
		"d␈đa␈ă␈ắk toanf -> đắk toàn; a␈âw -> âw; nguo␈␈ươ␈␈ườif  -> ngườif ");
	screen_type(&sc, &o, "vi");
	assert_false(sc.t.aside);
	screen_type(&sc, &o, "ệ");
	assert_true(sc.t.aside);
	screen_type(&sc, &o, "t h");
	assert_false(sc.t.aside);
	/* decomposed ones are composed, so that the text stays NFC */
	check_typed(&o,
		    "a\xcc\x82\xcc\xa3 -> ậ; e\xcc\xa3\xcc\x82n -> ện; n\xcc\x83o -> ño");
}

static void the_least_is_changed(void **state)
{
	struct typing_edit edit;
	struct typing t = {0};

	(void)state;
	typing_key(&t, &o, 'n', &edit);
	typing_key(&t, &o, 'g', &edit);
	assert_int_equal(edit.remove, 0);
	assert_string_equal(edit.insert, "g");
	typing_key(&t, &o, 'a', &edit);
	typing_key(&t, &o, 'y', &edit);
	typing_key(&t, &o, 'f', &edit);
	assert_int_equal(edit.remove, 2);
	assert_string_equal(edit.insert, "ày");
	typing_key(&t, &o, 's', &edit);
	assert_int_equal(edit.remove, 3);
	assert_string_equal(edit.insert, "áy");
	typing_key(&t, &o, ' ', &edit);
	assert_int_equal(edit.remove, 0);
	assert_string_equal(edit.insert, " ");
}

static void long_words_are_left_alone(void **state)
{
	struct screen sc = {0};
	char word[301];

	(void)state;
	memset(word, 'o', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	screen_type(&sc, &o, "boot");
	screen_type(&sc, &o, word);
	screen_type(&sc, &o, "s ");
	assert_int_equal(sc.len, 4 + 300 + 2);
	assert_int_equal(strspn(sc.s, "boots "), sc.len);
	check_behind(&o, word, "", word);
	check_typed(&o, "dddaaaabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb␈␈s  -> "
			"ddaaaabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbs ");
}

static void simple_telex(void **state)
{
	struct typing_options s = with(simple);

	(void)state;
	check_typed(&s,
		    "w -> w; tw -> tw; tuw -> tư; [ -> [; t] -> t]; nguoiwf -> người; "
		    "windows  -> windows ; TW  -> TW ; wow -> wow; muwa -> mưa");
}

static void vni_digits(void **state)
{
	struct typing_options v = with(vni);

	(void)state;
	check_typed(&v,
		    "vie65t -> việt; viet65 -> việt; viet56 -> việt; nguoi72 -> người; "
		    "ngu7o7i2 -> người; d9u7o7c5 -> được; duo7c95 -> được; a66 -> a6; "
		    "hoa22 -> hoa2; a1b -> áb; 2020  -> 2020 ; 20:30 -> 20:30; m2 -> m2; "
		    "HD9ND  -> HĐND ; D9a8k1 -> Đắk; thoong2 -> thoòng; dd -> dd; "
		    "a68 -> ă; a10 -> a; a0 -> a0; 5kg  -> 5kg ; so6n  -> sôn ");
}

static void viqr_signs(void **state)
{
	struct typing_options v = with(viqr);

	(void)state;
	check_typed(
		&v,
		"vie^.t -> việt; vie^t. -> việt; ngu+o+`i -> người; nguo+i` -> người; "
		"ddu+o+.c -> được; ddo^`ng -> đồng; hay.. -> hay.; hay..  -> hay. ; "
		"hay\\. -> hay.; hay\\.  -> hay. ; hoc.. -> hoc.; d\\d  -> "
		"dd ; \\\\ -> \\; "
		"a\\b -> a\\b; co' -> có; co'' -> co'; a( -> ă; xanh(a -> xanh(a; "
		"ho?i? -> hỏi?; la^.p. -> lập.; Kho^ng, -> Không,; 1.5 -> "
		"1.5; tre? em. -> trẻ ẹm");
}

static void whole_sentences(void **state)
{
	struct typing_options v = with(vni);

	(void)state;
	check_typed(&o, "Coongj hoaf xax hooij chur nghiax Vieetj Nam -> "
			"Cộng hòa xã hội chủ nghĩa Việt Nam; "
			"Uyr ban nhaan daan xax Ddoongf Taam hopj ngayf 08/08/2020. -> "
			"Ủy ban nhân dân xã Đồng Tâm họp ngày 08/08/2020.; "
			"DDOOCJ LAAPJ - TUWJ DO - HANHJ PHUCS -> "
			"ĐỘC LẬP - TỰ DO - HẠNH PHÚC; "
			"Toots, guwir qua email cho vawn phongf -> "
			"Tốt, gửi qua email cho văn phòng");
	check_typed(&v, "D9o6c5 la65p - Tu75 do - Ha5nh phu1c -> "
			"Độc lập - Tự do - Hạnh phúc");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(onsets_gi_and_qu),
		cmocka_unit_test(marks_act_where_they_can),
		cmocka_unit_test(hoc_with_its_tones),
		cmocka_unit_test(marks_may_come_late),
		cmocka_unit_test(one_key_for_both_horns),
		cmocka_unit_test(the_same_key_takes_back),
		cmocka_unit_test(three_o_and_k),
		cmocka_unit_test(case_is_the_base_letters),
		cmocka_unit_test(abbreviations),
		cmocka_unit_test(both_styles_of_tones),
		cmocka_unit_test(backspace),
		cmocka_unit_test(words_that_stand_there),
		cmocka_unit_test(words_that_get_their_keys_back),
		cmocka_unit_test(options_of_giving_back),
		cmocka_unit_test(a_key_gives_back_at_any_time),
		cmocka_unit_test(the_cursor_leaves),
		cmocka_unit_test(a_method_of_the_terminals_own),
		cmocka_unit_test(the_least_is_changed),
		cmocka_unit_test(long_words_are_left_alone),
		cmocka_unit_test(simple_telex),
		cmocka_unit_test(vni_digits),
		cmocka_unit_test(viqr_signs),
		cmocka_unit_test(whole_sentences),
	};

	return cmocka_run_group_tests_name("typing", tests, set_up, tear_down);
}
