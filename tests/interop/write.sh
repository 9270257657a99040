# write.sh - part of wordpress.sh: bulletins to the site and what its editors make of them
# shellcheck shell=sh disable=SC2034,SC2154

# compose TITLE TEXT [OPTION ...]: a draft; its number in $draft
compose() {
	title=$1
	echo "$2" >"$place/input"
	shift 2
	run draft new --title "$title" --section "$section" "$@" -
	draft=$(cat "$place/said")
}

# row WORD: the outbox's line with it, in $place/said
row() {
	run outbox --json
	grep -F -- "$1" "$place/said" >"$place/row"
	mv "$place/row" "$place/said"
}

# posts USER: how many there are, whatever became of them
posts() {
	office written "$1" | wc -l | tr -d ' '
}

check_pending() {
	compose 'Tin thôn Đông' 'Thôn Đông **trồng** 200 cây xanh.'
	before=$(posts congtac)
	run submit "$draft"
	said 0 'awaiting approval' 'submit: waits for approval'
	post=$(office written congtac | tail -n 1)
	is "$(office status "$post")" pending 'submit: on the site too'
	is "$(posts congtac)" $((before + 1)) 'submit: one post'
	office show "$post" >"$place/said"
	said 0 '<strong>trồng</strong>' 'submit: the text'
	is "$(office sections "$post")" thong-bao 'submit: the section'
}

check_returned() {
	office return "$post" 'Bổ sung số hộ tham gia & thời gian.'
	run sync
	row "\"draft\":$draft,"
	said 0 'Bổ sung số hộ tham gia & thời gian.' 'returned: the remark is seen'
	grep -qF '"remote_status":"draft"' "$place/said"
	result $? 'returned: as a draft' "$place/said"
	run draft set "$draft" --title 'Tin thôn Đông (đã bổ sung)' \
		--summary 'Có 86 hộ tham gia.'
	run submit "$draft"
	said 0 'awaiting approval' 'resubmitted: waits for approval'
	is "$(posts congtac)" $((before + 1)) 'resubmitted: the same post'
	is "$(office status "$post")" pending 'resubmitted: pending again'
	office show "$post" >"$place/said"
	grep -qF 'Tin thôn Đông (đã bổ sung)' "$place/said" &&
		grep -qF 'Có 86 hộ tham gia.' "$place/said"
	result $? 'resubmitted: with its new words' "$place/said"
}

check_published() {
	office publish "$post"
	run sync
	row "\"draft\":$draft,"
	said 0 '"remote_status":"published"' 'published: seen'
	grep -qF "$(office permalink "$post")" "$place/said"
	result $? 'published: with its address' "$place/said"
	run list --limit 3
	said 0 'Tin thôn Đông' 'published: and read as an article'
}

check_turned_down() {
	compose 'Tin bị bỏ' 'Tin này trùng với tin trước.'
	run submit "$draft"
	post=$(office written congtac | tail -n 1)
	office trash "$post"
	run sync
	row "\"draft\":$draft,"
	said 0 '"remote_status":"trash"' 'trashed by the editor: seen'
}

# submission: the number of the outbox's newest row, in $row
submission() {
	run outbox --json
	row=$(tail -n 1 "$place/said" | sed 's/^{"id":\([0-9]*\),.*/\1/')
}

# check_withdrawn USER STATUS WORDS: what an account sent goes to the trash and comes back
check_withdrawn() {
	compose "Tin thu hồi của $1" 'Gửi nhầm bản cũ.'
	run submit "$draft"
	post=$(office written "$1" | tail -n 1)
	is "$(office status "$post")" "$2" "$1: to be withdrawn"
	submission
	run outbox withdraw "$row"
	said 0 withdrawn "$1: withdrawn"
	is "$(office status "$post")" trash "$1: it is in the trash"
	run sync
	run outbox withdraw "$row"
	said 4 'no longer on the portal' "$1: not twice"
	run outbox restore "$row"
	said 0 "$3" "$1: put back"
	is "$(office status "$post")" "$2" "$1: as it was"
	echo 'DELETE /posts/[0-9]+ drop' >"$place/fault"
	run outbox withdraw "$row"
	said 3 'withdrawal unknown' "$1: the answer is lost"
	until_settled "\"draft\":$draft,"
	grep -qF '"words":"withdrawn"' "$place/said"
	result $? "$1: asked again, it is withdrawn" "$place/said"
	is "$(office status "$post")" trash "$1: in the trash again"
}

# Published meanwhile, it is no longer its writer's to take away.
check_withdraw_refused() {
	compose 'Tin đã đăng thì thôi' 'Biên tập đã đăng.'
	run submit "$draft"
	post=$(office written congtac | tail -n 1)
	office publish "$post"
	submission
	run outbox withdraw "$row"
	said 4 'may not take the article back' 'withdraw refused: said in words'
	is "$(office status "$post")" publish 'withdraw refused: it stays'
}

check_tags() {
	compose 'Tin có nhãn' 'Kè đã xong.' --tags 'Đê điều, Thủy lợi'
	run submit "$draft"
	said 0 'awaiting approval' 'tags: submitted'
	post=$(office written congtac | tail -n 1)
	is "$(office tags "$post" | sort | tr '\n' ' ')" 'Thủy lợi Đê điều ' 'tags: made there'
	compose 'Tin nhãn cũ' 'Kè đã xong hẳn.' --tags 'đê điều'
	run submit "$draft"
	post=$(office written congtac | tail -n 1)
	is "$(office tags "$post")" 'Đê điều' 'tags: the one that is there is taken'
}

check_section() {
	compose 'Tin lạc mục' 'Không có chuyên mục ấy.'
	run draft set "$draft" --section 'Chuyện phiếm'
	before=$(posts congtac)
	run draft check "$draft"
	said 1 'has no section "Chuyện phiếm"' 'a section that is not there: said before'
	run submit "$draft"
	said 2 'has no section "Chuyện phiếm"' 'a section that is not there: not sent'
	is "$(posts congtac)" "$before" 'a section that is not there: nothing was sent'
}

check_writing() {
	profile=$place/profile
	check_pending
	check_returned
	check_published
	check_turned_down
	check_withdrawn congtac pending 'awaiting approval'
	check_withdraw_refused
	check_tags
	check_section
}

# until_settled WORD: syncs until the outbox knows, up to a minute
until_settled() {
	tries=0
	while [ "$tries" -lt 12 ]; do
		tries=$((tries + 1))
		run sync
		row "$1"
		grep -qF '"state":"accepted"' "$place/said" && return 0
		sleep 1
	done
	return 1
}

# lost FAULT NAME: what becomes of a bulletin whose sending meets this
lost() {
	before=$(posts congtac)
	compose "Tin gặp lỗi: $2" 'Đường truyền đứt giữa chừng.'
	echo "$1" >"$place/fault"
	run submit "$draft"
	[ ! -e "$place/fault" ]
	result $? "$2: the fault was met" "$place/said"
	until_settled "\"draft\":$draft,"
	result $? "$2: then it is known to be there" "$place/said"
	is "$(posts congtac)" $((before + 1)) "$2: one post"
	is "$(office status "$(office written congtac | tail -n 1)")" pending \
		"$2: and it is pending"
}

check_lost() {
	run config set portal.xa.lookup_wait 5
	lost 'POST /posts drop' 'cut off after the post was made'
	lost 'POST /posts cut 150' 'cut off inside the head of the answer'
	lost 'POST /posts/[0-9]+ drop' 'cut off after the second step'
	lost 'POST /posts late 3' 'cut off, and made three seconds later'
}

check_media() {
	{
		printf 'GIF89a\1\0\1\0\200\0\0\377\377\377\0\0\0!\371\4\1\0\0\0\0'
		printf ',\0\0\0\0\1\0\1\0\0\2\2D\1\0;'
	} >"$place/ảnh họp.gif"
	compose 'Tin có ảnh' 'Ảnh chụp tại cuộc họp.'
	run draft attach "$draft" "$place/ảnh họp.gif"
	run submit "$draft"
}

check_author() {
	check_media
	[ "$status" -ne 0 ] && grep -q 'file' "$place/said"
	result $? 'a contributor with a picture: told that files are not taken' \
		"$place/said"

	profile=$place/author
	run portal add "$line_url" --name xa
	sign_in xa "$author"
	said 0 xa 'an author signs in'
	run sync
	before=$(posts vietbai)
	check_media
	said 0 'published' 'an author with a picture: before readers at once'
	is "$(posts vietbai)" $((before + 1)) 'one post'
	office show "$(office written vietbai | tail -n 1)" >"$place/said"
	said 0 'wp-content/uploads/' 'the picture is in it'

	check_withdrawn vietbai publish published

	compose 'Tin bị từ chối' 'Quyền đăng vừa bị rút.'
	office role vietbai contributor
	run submit "$draft"
	said 4 'may not' 'refused publish: said in words'
	office role vietbai author
}
