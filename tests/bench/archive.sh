#!/bin/bash
# archive.sh [quick] - the archive at several sizes: bytes, instructions, milliseconds
#
# quick: 1,000 and 10,000 articles, and only what is the same on every machine; fails where
# that is past what it may be. Otherwise ARCHIVE_SIZES (1000 10000 100000), times too.
set -eu
cd "$(dirname "$0")/../.."
O=${O:-build}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
bad=0

counted() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$O/tests/bench/archive" \
		"$1" "$2" "$3" 2>&1 | sed -n 's/.*Collected : *//p'
}
# Instructions of one question: done five times, less the work done once.
instructions() {
	echo $((($(counted "$1" "$2" 5) - $(counted "$1" "$2" 1)) / 4))
}
bytes_an_article() {
	echo $(($(stat -c %s "$place/$1.db") / $1))
}
# what it is, what may be, words
expect() {
	if [ "$1" -le "$2" ]; then
		echo "ok - $3: $1 (at most $2)"
	else
		echo "not ok - $3: $1 (at most $2)"
		bad=1
	fi
}

sizes=${ARCHIVE_SIZES:-1000 10000 100000}
[ "${1:-}" != quick ] || sizes='1000 10000'
for n in $sizes; do
	"$O/tests/bench/generate" archive "$place/$n.db" "$n"
done

if [ "${1:-}" = quick ]; then
	expect "$(bytes_an_article 10000)" 3700 'bytes of the archive an article, of 3.5 kB'
	for question in start line page open back common two; do
		few=$(instructions "$place/1000.db" $question)
		many=$(instructions "$place/10000.db" $question)
		echo "# $question: $few instructions at 1,000, $many at 10,000"
		case $question in
		start) most=110 ;;
		*) most=200 ;;
		esac
		expect $((many * 100 / few)) $most \
			"$question: hundredths of its cost at 1,000"
	done
	exit $bad
fi

json='{'
for n in $sizes; do
	echo
	echo "$n articles: $(stat -c %s "$place/$n.db") bytes, $(bytes_an_article "$n") each"
	"$O/tests/bench/archive" "$place/$n.db" | tee "$place/$n.txt"
	json="$json\"$n\":{\"bytes\":$(stat -c %s "$place/$n.db")"
	for question in start line page open back rare common bare two three prefix; do
		count=$(instructions "$place/$n.db" $question)
		echo "instructions, $question: $count"
		json="$json,\"$question\":$count"
	done
	json="$json},"
done
echo "${json%,}}"
