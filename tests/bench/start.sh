#!/bin/bash
# start.sh - instructions from a start to the first list and out again, against the floor's
set -eu
cd "$(dirname "$0")/../.."
O=${O:-build} most=155 # hundredths of the floor's
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export BANTIN_HOME=$place/profile LC_ALL=C.UTF-8 TERM=xterm-256color

# The least of three: one that was slow has begun to put its index in order.
counted() {
	for _ in 1 2 3; do
		"$O/tests/bench/start" --quiet 200 valgrind --tool=callgrind \
			--callgrind-out-file=/dev/null --log-file="$place/says" "$@" >"$place/out"
		sed -n 's/.*Collected : *//p' "$place/says"
	done | sort -n | head -1
}
mkdir -m 700 "$BANTIN_HOME"
"$O/tests/bench/generate" archive "$BANTIN_HOME/archive.db" 1000
{
	echo 'lang = vi'
	for n in 0 1 2; do
		printf '[portal.cong%d]\nurl = http://127.0.0.1:9/\n' "$n"
		printf 'feed = http://127.0.0.1:9/feed.json\n'
	done
} >"$BANTIN_HOME/config"
"$O/bantin" list --limit 1 >"$place/out"
counted "$O/bantin" >"$place/out" # the first start makes the desk
ours=$(counted "$O/bantin") floor=$(counted "$O/tests/bench/floor" "$BANTIN_HOME/archive.db")
ratio=$((ours * 100 / floor))
echo "# start: $ours instructions, $floor of a program that does the least"
[ "$ratio" -le $most ] || printf 'not '
echo "ok - start: hundredths of the floor's instructions: $ratio (at most $most)"
[ "$ratio" -le $most ]
