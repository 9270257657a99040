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

# Start, first list, leave (Q is read after the first paint), against the least that reads
# and paints as many rows, and a process that ends at once: median of 15, in turn.
floor="build/tests/bench/floor $BANTIN_HOME/archive.db"
once() {
	local TIMEFORMAT=%R
	{ time printf Q | script -qec "$1" /dev/null >"$place/out"; } 2>&1
}
median() { sort -n | sed -n 8p; }
for _ in $(seq 15); do
	once build/bantin >>"$place/bantin"
	once "$floor" >>"$place/floor"
	once true >>"$place/true"
done
a=$(median <"$place/bantin") b=$(median <"$place/floor") c=$(median <"$place/true")
echo "start to the first list and out again: $a s (floor: $b s, nothing at all: $c s)"

instructions() {
	printf Q | script -qec "valgrind --tool=callgrind --callgrind-out-file=/dev/null \
		$*" /dev/null | tr -d '\r' | sed -n 's/.*Collected : *//p'
}
a=$(instructions build/bantin) b=$(instructions "$floor")
echo "instructions, the same way: $a (floor: $b, ratio $(ratio "$a" "$b"))"
echo "instructions, bantin --version: $(instructions build/bantin --version)"
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

# Of a typed letter and the look at the screen that follows it: the work done so often,
# less the work done never.
letter() {
	local times=1000 with without
	with=$(edits "$1" "$2" $times) without=$(edits "$1" "$2" 0)
	echo $(((with - without) / times))
}
edits() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null build/tests/bench/edit \
		"$@" 2>&1 | sed -n 's/.*Collected : *//p'
}
small=$(letter type 1024) large=$(letter type 1048576) line=$(letter type-line 100000)
echo "instructions a letter: $small in 1 kB, $large in 1 MB, ratio $(ratio "$large" "$small")"
echo "instructions a letter in one line of 100 kB: $line, ratio $(ratio "$line" "$small")"
