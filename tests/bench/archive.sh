#!/bin/bash
# archive.sh quick | counts FILE.db COUNT - what no machine changes of what the archive costs
#
# quick: at 1,000 and 10,000 articles bytes, instructions, pages that SQLite reads, and the
# requests and bytes of a sync; fails where that is past what it may be. counts: of an
# archive of COUNT articles, as lines of the table (table.sh).
set -eu
cd "$(dirname "$0")/../.."
O=${O:-build}
place=$(mktemp -d)
portal=
leave() {
	[ -z "$portal" ] || kill "$portal" 2>/dev/null || true
	rm -rf "$place"
}
trap leave EXIT
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

pages() {
	"$O/tests/bench/archive" "$1" pages "$2"
}

questions='start line page open back rare common bare two three prefix'
if [ "$1" = counts ]; then
	for question in $questions; do
		printf '%s, instructions\t%s\tthousand\t%s\t\t\t\t\n' "$question" "$3" \
			$(($(instructions "$2" "$question") / 1000))
		printf '%s, pages read\t%s\tpages\t%s\t\t\t\t\n' "$question" "$3" \
			"$(pages "$2" "$question")"
	done
	exit
fi

for n in 1000 10000; do
	"$O/tests/bench/generate" archive "$place/$n.db" "$n"
done
expect "$(bytes_an_article 10000)" 3250 'bytes of the archive an article, of 3.5 kB'
for question in start line page open back rare; do
	few=$(instructions "$place/1000.db" $question)
	many=$(instructions "$place/10000.db" $question)
	echo "# $question: $few instructions at 1,000, $many at 10,000"
	case $question in
	start) most=110 ;;
	*) most=200 ;;
	esac
	expect $((many * 100 / few)) $most "$question: hundredths of its cost at 1,000"
done
for question in start:24 line:14 page:22 open:14 back:36 rare:45 common:110; do
	expect "$(pages "$place/10000.db" "${question%:*}")" "${question#*:}" \
		"${question%:*}: pages read at 10,000"
done

# A first sync of the sample portal, and one that brings nothing new.
mkfifo "$place/says"
"$O/portal" --port 0 >"$place/says" &
portal=$!
exec 4<"$place/says"
while read -r word rest <&4; do
	[ "$word" != url ] || url=$rest
	[ "$word $rest" = "$word ${rest#editor}" ] || break
done
export BANTIN_HOME=$place/profile LC_ALL=C.UTF-8
"$O/bantin" portal add "$url" --name huyen >"$place/out"
said() { # NAME: of the last sync
	sed -n "s/.*\"$1\": *\([0-9]*\).*/\1/p" "$place/sync"
}
"$O/bantin" sync --json >"$place/sync"
expect "$(said requests)" 4 'requests of a first sync'
"$O/bantin" sync --json >"$place/sync"
expect "$(said requests)" 1 'requests of a sync without news'
expect "$(said bytes)" 330 'bytes of a sync without news, both ways'
exit $bad
