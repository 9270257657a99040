# read.sh - part of wordpress.sh: finding the site, reading it, following its changes
# shellcheck shell=sh disable=SC2154

requests() {
	wc -l <"$place/line.log" | tr -d ' '
}

# number WORD: of the first article whose title has it
number() {
	"$bantin" --profile "$profile" list --limit 100 | awk -v w="$1" \
		'index($0, w) {print $1; exit}'
}

count() {
	"$bantin" --profile "$profile" list --limit 100 "$@" | wc -l | tr -d ' '
}

# Every article's text with one space where a line ends.
all_texts() {
	"$bantin" --profile "$profile" list --limit 100 | while read -r id _; do
		"$bantin" --profile "$profile" --lang en show "$id" --width 120 </dev/null
	done | tr -s ' \n' '  '
}

check_texts() {
	all_texts >"$place/all"
	office texts >"$place/texts"
	missing=0
	while read -r text; do
		grep -qF -- "$text" "$place/all" || {
			missing=$((missing + 1))
			echo "# not there: $text"
		}
	done <"$place/texts"
	[ "$missing" -eq 0 ] && [ "$(wc -l <"$place/texts")" -eq 58 ]
	result $? 'every paragraph of every bulletin is there, letter by letter'
	! grep -qE 'wp:|\[lien_he|\[caption|&[a-z#0-9]+;|<[a-z/]' "$place/all"
	result $? 'no block comment, shortcode, entity or tag is'
}

check_first_reading() {
	run portal probe "$line_url"
	said 0 WordPress 'probe: it is WordPress'
	run portal add "$line_url" --name xa
	said 0 'Cổng thông tin xã Tân Hòa' 'add: the site has its name'
	sign_in xa congtac:sai-mat-khau
	said 4 'application password' 'login: a wrong password is refused in words'
	# as the site shows it: in groups of four
	sign_in xa "$(echo "$contributor" | sed 's/:.*//; s/$/:/')$(
		echo "${contributor#*:}" | sed 's/..../& /g; s/ $//')"
	said 0 xa 'login: an application password as the site shows it'
	run sync --json
	said 0 '"fetched":30,' 'sync: thirty are read'
	is "$(count)" 30 'list: as many'
	run list --limit 100
	said 0 'Hội nghị “Sơ kết” 6 tháng & triển khai nhiệm vụ cuối năm' \
		'a title with entities'
	! grep -qE 'Bài (hẹn giờ|nội bộ|đang viết)' "$place/said"
	result $? 'nothing that readers may not see' "$place/said"
	check_texts
}

check_what_else() {
	is "$(count --section "$(office section nong-nghiep)")" 6 'a section by its number'
	is "$(count --section 'van hoa xa hoi')" 6 'also by its title, without marks'
	run show "$(number 'Khuyến cáo')"
	said 0 'Nông nghiệp & nông thôn' 'the name of the section'
	said 0 'Ban Văn hóa xã' 'the author'
	run show "$(number 'Khuyến cáo')" --format json
	said 0 '/canh-dong.jpg' 'the featured image'
	plan=$(number 'Kế hoạch số 45')
	run show "$plan"
	said 0 'Toàn văn kế hoạch' 'the link to a file'
	run fetch "$plan" 1 -o "$place/plan.pdf"
	[ "$status" -eq 0 ] && [ "$(head -c 8 "$place/plan.pdf")" = %PDF-1.4 ]
	result $? 'the file itself' "$place/said"
	run show "$(number 'trực phòng, chống bão')"
	said 0 'password' 'a protected post says that it is'
}

check_following() {
	before=$(requests)
	run sync --json
	said 0 '"fetched":0,"updated":0,' 'a second sync: nothing new'
	after=$(requests)
	is "$((after - before))" 1 'requests of a second sync'
	bytes=$(tail -n 1 "$place/line.log" | cut -d ' ' -f 4)
	[ "$bytes" -lt 600 ]
	result $? "bytes of a second sync, both ways, heads and all: $bytes"
	post=$(sed -n 's/^post \([0-9]*\) Giá lúa tươi.*/\1/p' "$place/seeded")
	office edit "$post" 'Thương lái nay mua lúa thơm ở mức 8.300 đồng/kg.'
	run sync --json
	said 0 '"fetched":0,"updated":1,' 'an edit on the site comes as one change'
	run show "$(number 'Giá lúa tươi')"
	said 0 '8.300 đồng/kg' 'with its new text'
	is "$(count)" 30 'there are still thirty'
	post=$(sed -n 's/^post \([0-9]*\) Cảnh báo cuộc gọi.*/\1/p' "$place/seeded")
	office trash "$post"
	run sync --full --json
	run show "$(number 'Cảnh báo cuộc gọi')"
	said 0 'OTP' 'what the site took away stays readable'
	run show "$(number 'Cảnh báo cuộc gọi')" --format json
	said 0 '"gone":true' 'and is marked as gone'
}

check_reading() {
	profile=$place/profile
	check_first_reading
	check_what_else
	check_following
}

check_plain() {
	profile=$place/plain
	run portal add "$plain_url" --name phang
	said 0 'index.php?rest_route=/' 'plain permalinks: the base is what the link says'
	run sync --json
	said 0 '"fetched":29,' 'plain permalinks: all are read'
	sign_in phang "$contributor"
	said 0 phang 'plain permalinks: login'
	echo 'Bản tin qua đường dẫn thường.' >"$place/input"
	run draft new --title 'Đường dẫn thường' --section "$section" -
	run submit "$(cat "$place/said")"
	said 0 'awaiting approval' 'plain permalinks: a bulletin waits for approval'
	post=$(office written congtac)
	is "$(office status "$post")" pending 'plain permalinks: on the site too'
	office trash "$post"
	run sync
	run outbox --json
	said 0 '"remote_status":"trash"' 'plain permalinks: turned down is seen'
}
