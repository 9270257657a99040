#!/bin/bash
# bench.sh [BENCH ...] - the table of figures: bantin, a floor and other readers in one run
#
# The table (bench/table.sh) is printed and, as JSON, written to build/bench.json; before it
# stands what has no row, and each other BENCH. Instructions are by callgrind. Sizes of
# archives: ARCHIVE_SIZES (1000 10000 100000); ARCHIVES, a folder with such, is used
# instead of new ones.
set -eu
cd "$(dirname "$0")/.."
place=$(mktemp -d)
portal=
leave() {
	[ -z "$portal" ] || kill "$portal" 2>/dev/null || true
	rm -rf "$place"
}
trap leave EXIT

mkfifo "$place/says"
build/portal --port 0 >"$place/says" &
portal=$!
exec 4<"$place/says"
while read -r word rest <&4; do
	[ "$word" != url ] || url=$rest
	[ "$word $rest" = "${word} ${rest#editor}" ] || break
done
export BANTIN_HOME=$place/profile LC_ALL=C.UTF-8 TERM=xterm-256color
build/bantin portal add "$url" --name huyen >"$place/out"
build/bantin sync >>"$place/out"
printf 'lang = vi\n' | cat - "$BANTIN_HOME/config" >"$place/config"
cat "$place/config" >"$BANTIN_HOME/config"

# Lines of the table: what, at, unit, bantin, floor, newsboat, sfeed, aim.
rows=$place/rows
row() {
	local IFS=$'\t'
	printf '%s\n' "$*" >>"$rows"
}
for peer in newsboat sfeed sfeed_curses; do
	command -v "$peer" >>"$place/out" || echo "$peer is not installed: skipped" >&2
done

# From the start to the last byte of the first list, against the least that reads and paints
# as many rows.
floor=build/tests/bench/floor
start() {
	build/tests/bench/start "$@"
}
figure() { # NAME LINE
	sed -n "s/.*\\<$1 \\([0-9.]*\\).*/\\1/p" <<<"$2"
}
instructions() {
	start --quiet 3000 valgrind --tool=callgrind --callgrind-out-file=/dev/null \
		--log-file="$place/says-valgrind" "$@" >>"$place/out"
	sed -n 's/.*Collected : *//p' "$place/says-valgrind"
}
# The peer shows the articles that it has already read; nothing is fetched.
start_of() { # KEY-THAT-LEAVES COMMAND
	command -v "$2" >>"$place/out" || return 0
	figure ms "$(start --times 5 --quiet 1000 --key "$@" 2>>"$place/out")"
}
# What a screen costs on the archive of so many articles.
screen_rows() { # COUNT ARCHIVE
	local n=$1 db=$2 a b newsboat='' sfeed=''
	export BANTIN_HOME=$place/at-$n
	mkdir -m 700 "$BANTIN_HOME"
	printf 'lang = vi\ntyping = telex\n' >"$BANTIN_HOME/config"
	cp "$db" "$BANTIN_HOME/archive.db"
	start build/bantin >>"$place/out" # the first start makes the desk
	a=$(start --times 9 build/bantin) b=$(start --times 9 $floor "$BANTIN_HOME/archive.db")
	if [ -e "$place/peers-$n/sfeed" ]; then
		newsboat=$(start_of Q newsboat -u "$place/peers-$n/urls" \
			-C "$place/peers-$n/config" -c "$place/peers-$n/cache.db")
		sfeed=$(start_of q sfeed_curses "$place/peers-$n/sfeed")
	fi
	row 'start to the first list' "$n" ms "$(figure ms "$a")" "$(figure ms "$b")" \
		"$newsboat" "$sfeed" ''
	row 'start, instructions' "$n" million \
		"$(($(instructions build/bantin) / 1000000))" \
		"$(($(instructions $floor "$BANTIN_HOME/archive.db") / 1000000))" '' '' ''
	row 'memory with the list open' "$n" kB "$(figure rss "$a")" "$(figure rss "$b")" \
		'' '' 12000
	row 'of it proportional' "$n" kB "$(figure pss "$a")" "$(figure pss "$b")" '' '' 6000
	row 'of it private' "$n" kB "$(figure private "$a")" "$(figure private "$b")" '' '' \
		3000
	rm -r "$BANTIN_HOME"
}
echo "instructions, bantin --version: $(instructions build/bantin --version)"
tests/bench/host.sh "$place" "$url"
export BANTIN_HOME=$place/fresh
build/bantin portal add "$url" --name huyen >>"$place/out"
echo "instructions, a first sync of the sample portal: $(
	valgrind --tool=callgrind --callgrind-out-file=/dev/null build/bantin sync 2>&1 |
		sed -n 's/.*Collected : *//p')"
export BANTIN_HOME=$place/profile
build/tests/walk tests/bench/screen.walk | sed -n 's/^# //p' | tee "$place/screen"
# the text that is then on the screen, and so many hundredths of it
screen_row() { # WHAT HUNDREDTHS | WHAT AIM bytes
	local line text
	line=$(sed -n "s/^bytes $1: *//p" "$place/screen")
	text=$(sed -n 's/.*screen \([0-9]*\).*/\1/p' <<<"$line")
	[ -z "$line" ] || row "to the terminal: $1" - bytes "${line%% *}" '' '' '' \
		"$([ -n "${3:-}" ] && echo "$2" || echo $((text * $2 / 100)))"
}
screen_row 'first list' 120
screen_row 'line down' 40 bytes
screen_row 'page down' 115
screen_row 'open an article' 115
screen_row 'back to the list' 115
screen_row 'a letter typed in the body' 40 bytes
screen_row 'a letter typed in the search field' 100
cp build/bantin "$place/stripped"
strip "$place/stripped"
echo "stripped binary: $(stat -c %s "$place/stripped") bytes"

for bench in "$@"; do
	echo
	case $bench in
	*/ingest) "$bench" >>"$rows" ;;
	*) "$bench" ;;
	esac
done

for n in ${ARCHIVE_SIZES:-1000 10000 100000}; do
	db=${ARCHIVES:-$place}/$n.db
	[ -e "$db" ] || build/tests/bench/generate archive "$db" "$n"
	tests/bench/others.sh "$place/peers-$n" "$n"
	screen_rows "$n" "$db"
	build/tests/bench/archive "$db" rows "$n" >>"$rows"
	O=build tests/bench/archive.sh counts "$db" "$n" >>"$rows"
	row 'disk' "$n" MB "$(du -m "$db" | cut -f1)" '' \
		"$(tests/bench/others.sh --size "$place/peers-$n/cache.db")" \
		"$(tests/bench/others.sh --size "$place/peers-$n/sfeed")" \
		"$([ "$n" != 100000 ] || echo 300)"
done

tests/bench/edit.sh
tests/bench/peers.sh

echo
tests/bench/table.sh build/bench.json <"$rows"
