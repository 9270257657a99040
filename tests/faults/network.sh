#!/bin/sh
# network.sh - the line breaks at each FAULTS_EVERYth byte of whatever is sent or asked
set -u
cd "$(dirname "$0")/../.."
FAULTS_EVERY=${FAULTS_EVERY:-1} CMOCKA_MESSAGE_OUTPUT=TAP
# The places in parts, each with a portal of its own; so many at once, for a stall is a
# second of waiting. After CUT_SECONDS no more parts begin.
CUT_PARTS=${CUT_PARTS:-$((160 / FAULTS_EVERY + 8))}
end=$(($(date +%s) + ${CUT_SECONDS:-86400}))
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT
export FAULTS_EVERY CMOCKA_MESSAGE_OUTPUT CUT_PARTS out end

part=0
while [ $part -lt "$CUT_PARTS" ]; do
	echo "$part"
	part=$((part + 1))
done | xargs -P "${CUT_AT_ONCE:-8}" -I@ sh -c '
	[ "$(date +%s)" -lt "$end" ] || exit 0
	for test in test_cut test_cut_wordpress; do
		CUT_PART=@/$CUT_PARTS "${O:-build}/tests/sync/$test" \
			>"$out/$test.@" 2>&1 </dev/null || echo "@" >>"$out/failed"
	done
	echo "@" >>"$out/begun"'
cat "$out"/test_*
echo "# $(wc -l <"$out/begun") of $CUT_PARTS parts"
cat "$out"/test_* | awk '/ places$/ { n += $(NF - 1) } END { print "# " n " places" }'
[ ! -e "$out/failed" ]
