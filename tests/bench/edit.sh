#!/bin/bash
# edit.sh - the document in the machine: instructions and memory, and whether they are too much
set -eu
cd "$(dirname "$0")/../.."
O=${O:-build}
bad=0

edits() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$O/tests/bench/edit" \
		"$@" 2>&1 | sed -n 's/.*Collected : *//p'
}
# Of one turn and the look at the screen that follows: the work done so often, less the
# work done never.
turn() { # WORK BYTES TIMES
	echo $((($(edits "$1" "$2" "$3") - $(edits "$1" "$2" 0)) / $3))
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

small=$(turn type 1024 1000) large=$(turn type 1048576 1000)
line=$(turn type-line 100000 1000)
echo "# a typed letter: $small instructions in 1 kB, $large in 1 MB, $line in a line of 100 kB"
expect $((large * 100 / small)) 149 'hundredths of its cost in 1 kB, in 1 MB'
expect "$large" 60000 'instructions of a letter in 1 MB'
expect "$(turn undo 1048576 1000)" 15000 'instructions of a group of 1,000 in 1 MB, made and undone'
expect $(($(turn load 1048576 4) / 1048576)) 170 'instructions a byte, to load 1 MB'
expect "$("$O/tests/bench/edit" memory)" 300 'hundredths of the size of the text, in memory'
exit $bad
