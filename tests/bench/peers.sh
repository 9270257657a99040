#!/bin/bash
# peers.sh - bytes to the terminal for the keys of a writer: bantin, nano and vim alike
#
# The same text of 100 kB, the same window (80x24, xterm-256color), keys that do the same.
set -eu
cd "$(dirname "$0")/../.."
O=${O:-build}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# No paragraph begins with the words that the one before it begins with.
read -rd '' -a words <<<'Sáng ngày 08 tháng 8, tại hội trường Ủy ban nhân dân xã, đồng chí Chủ tịch
	đã chủ trì hội nghị giao ban đánh giá kết quả sản xuất vụ hè thu; cùng dự có các đồng
	chí trưởng thôn, cán bộ khuyến nông và đại diện các hộ trồng lúa, trồng ngô của toàn
	xã. Hội nghị đã nghe báo cáo về lịch tiêm phòng, về nước tưới và về giống mới.' || true
for ((i = 0; i < 250; i++)); do
	at=$((i * 7 % ${#words[@]}))
	printf '%s ' "${words[@]:at}" "${words[@]:0:at}" | sed 's/ $//'
	printf '\n\n'
done >"$place/text.md"

# The steps on standard input, and then the bytes they cost.
measured() { # LABEL
	echo settle
	echo 'bytes reset'
	cat
	echo settle
	echo "bytes show $1"
}
# $1: what to wait for, where the program does something of its own after a key; what it
# takes back of that goes with the x.
keys() {
	local key letter n
	for letter in b c d b c d b c d b c d; do
		printf '%s\ntype x\nkey Backspace\n' "$1"
		echo "type $letter" | measured wrap
	done
	echo "$1"
	for n in 1 2 3; do
		for key in Left Right Down Up; do
			echo "key $key" | measured "$key"
		done
	done
	echo 'key PgDn' | measured page
	echo 'kill KILL'
}
bantin_walk() {
	cat <<-END
	file \${PROFILE}/config <<CONFIG
	lang = vi
	CONFIG
	run draft new --title Tin $place/text.md
	open
	wait Chào mừng
	key d
	wait Tin
	key Enter
	wait dòng:cột
	key End
	key Down 4
	key End
	type a
	END
	echo 'type b' | measured append
	printf 'key Ctrl-Home\nkey Ctrl-Right 2\n'
	keys 'wait   đã lưu'
}
nano_walk() {
	cat <<-END
	open-program nano --ignorercfiles --softwrap $place/text.md
	wait text.md
	key End 2
	type a
	END
	echo 'type b' | measured append
	printf 'key Ctrl-Home\nkey Ctrl-Right 2\n'
	keys settle
}
vim_walk() {
	cat <<-END
	open-program vim -u NONE -N -n '+set linebreak' $place/text.md
	wait text.md
	type A
	type a
	END
	echo 'type b' | measured append
	printf 'key Ctrl-Home\nkey Ctrl-Right 2\n'
	keys settle
}

echo 'Bytes to the terminal, 80x24, 100 kB (a page: and how many of text it has)'
for program in bantin nano vim; do
	if [ $program != bantin ] && ! command -v $program >"$place/where"; then
		echo "$program: is not installed, so it is not measured"
		continue
	fi
	${program}_walk >"$place/$program.walk"
	"$O/tests/walk" "$place/$program.walk" >"$place/$program.tap" || cat "$place/$program.tap"
	sed -n 's/^# bytes \(.*\): \([0-9]*\) (of text on the screen \([0-9]*\))/\1 \2 \3/p' \
		"$place/$program.tap" | awk -v who=$program '
	$1 == "wrap" { if ($2 > most) most = $2; next }
	$1 == "page" { text = $3 }
	!($1 in least) || $2 < least[$1] { least[$1] = $2 }
	END {
		printf "%-7s appended %d, wraps anew %d, left %d, right %d, up %d, down %d, ",
			who, least["append"], most, least["Left"], least["Right"],
			least["Up"], least["Down"]
		printf "page %d (%d)\n", least["page"], text
	}'
done
