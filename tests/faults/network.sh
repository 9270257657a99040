#!/bin/sh
# network.sh - the line breaks at each FAULTS_EVERYth byte of whatever is sent or asked
set -u
cd "$(dirname "$0")/../.."
FAULTS_EVERY=${FAULTS_EVERY:-1} CMOCKA_MESSAGE_OUTPUT=TAP
export FAULTS_EVERY CMOCKA_MESSAGE_OUTPUT
# A stall is a second of waiting: they wait side by side.
parts=${CUT_PARTS:-8}
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT

for test in test_cut test_cut_wordpress; do
	part=0
	while [ $part -lt "$parts" ]; do
		CUT_PART=$part/$parts "${O:-build}/tests/sync/$test" \
			>"$out/$test.$part" 2>&1 </dev/null || echo >>"$out/failed" &
		part=$((part + 1))
	done
done
wait
cat "$out"/test_*
cat "$out"/test_* | awk '/ places$/ { n += $(NF - 1) } END { print "# " n " places" }'
[ ! -e "$out/failed" ]
