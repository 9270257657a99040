#!/bin/bash
# bench.sh - figures; ratios within one run, instructions by callgrind
set -eu
cd "$(dirname "$0")/.."
place=$(mktemp -d)
portal=
leave() {
	[ -z "$portal" ] || kill "$portal" 2>/dev/null || true
	rm -rf "$place"
}
trap leave EXIT

ratio() {
	awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'
}

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

# From the start to the last byte of the first list, against the least that reads and paints
# as many rows.
floor=build/tests/bench/floor
start() {
	build/tests/bench/start "$@"
}
figure() { # NAME LINE
	sed -n "s/.*\\<$1 \\([0-9.]*\\).*/\\1/p" <<<"$2"
}
a=$(start --times 15 build/bantin) b=$(start --times 15 $floor "$BANTIN_HOME/archive.db")
echo "start to the first list: $(figure ms "$a") ms" \
	"(floor: $(figure ms "$b"), ratio $(ratio "$(figure ms "$a")" "$(figure ms "$b")"))"
echo "memory then, kB: $(figure rss "$a") resident, $(figure pss "$a") proportional," \
	"$(figure private "$a") private (floor: $(figure rss "$b"), $(figure pss "$b")," \
	"$(figure private "$b"))"

instructions() {
	start --quiet 3000 valgrind --tool=callgrind --callgrind-out-file=/dev/null \
		--log-file="$place/says-valgrind" "$@" >>"$place/out"
	sed -n 's/.*Collected : *//p' "$place/says-valgrind"
}
a=$(instructions build/bantin) b=$(instructions $floor "$BANTIN_HOME/archive.db")
echo "instructions, the same way: $a (floor: $b, ratio $(ratio "$a" "$b"))"
echo "instructions, bantin --version: $(instructions build/bantin --version)"
tests/bench/host.sh "$place" "$url"
export BANTIN_HOME=$place/fresh
build/bantin portal add "$url" --name huyen >>"$place/out"
echo "instructions, a first sync of the sample portal: $(
	valgrind --tool=callgrind --callgrind-out-file=/dev/null build/bantin sync 2>&1 |
		sed -n 's/.*Collected : *//p')"
export BANTIN_HOME=$place/profile
build/tests/walk tests/bench/screen.walk | sed -n 's/^# //p'
cp build/bantin "$place/stripped"
strip "$place/stripped"
echo "stripped binary: $(stat -c %s "$place/stripped") bytes"

for bench in "$@"; do
	echo
	"$bench"
done

tests/bench/edit.sh
tests/bench/peers.sh
