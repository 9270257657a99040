#!/bin/sh
# run.sh - runs each fuzz target for so many seconds; speaks TAP
#	run.sh SECONDS [FOLDER]		FOLDER: where build.sh has put the targets
# What a target dies of is left in FOLDER/found.
set -u
cd "$(dirname "$0")/../.." || exit 1
seconds=${1:-30}
built=${2:-build/fuzz}
fresh=$(mktemp -d) || exit 1
trap 'rm -rf "$fresh"' EXIT
mkdir -p "$built/found"

number=0 failed=0
for source in tests/fuzz/fuzz_*.c; do
	name=$(basename "$source" .c)
	kind=${name#fuzz_}
	number=$((number + 1))
	mkdir -p "$fresh/$kind"
	# what is found on the way goes to the first folder, the seeds stay as they are
	if "$built/$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
		-max_len=4096 -print_final_stats=1 \
		-artifact_prefix="$built/found/$kind-" \
		"$fresh/$kind" "tests/fuzz/corpus/$kind" \
		>"$fresh/log" 2>&1 </dev/null; then
		runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$fresh/log")
		echo "ok $number - $kind, $runs runs in $seconds s"
	else
		failed=1
		echo "not ok $number - $kind"
		[ -x "$built/$name" ] || echo "# $built/$name is not built"
		grep -A 25 -E 'ERROR|runtime error|deadly signal' "$fresh/log" |
			head -n 40 | sed 's/^/# /'
	fi
done
echo "1..$number"
exit $failed
