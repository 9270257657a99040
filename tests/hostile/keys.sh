#!/bin/sh
# keys.sh - somebody types while the portal attacks: each key is answered within 100 ms
set -eu
cd "$(dirname "$0")/../.."
. tests/hostile/rig

KEY_MAX=100	# ms, of the processor always; of the clock where nothing else runs
quiet() {
	awk -v n="$(nproc)" '{ exit !($1 < n) }' /proc/loadavg
}

# typed NAME: a sync with this attack begins, and keys are pressed until it is over
typed() {
	profile "$1"
	# shellcheck disable=SC2046
	set -- "$1" $(hostile press "${SECONDS_MAX:-8}" "$BIN")
	{
		[ "$2" -eq 0 ] || echo 'a key was not answered'
		[ "$5" -le "$KEY_MAX" ] || echo "a key took $5 ms of the processor"
		[ "$4" -le "$KEY_MAX" ] || ! quiet || echo "a key took $4 ms"
		[ "$6" -le "$KIB_MAX" ] || echo "$6 KiB resident"
	} >"$TMP/why"
	[ -s "$TMP/why" ] && result 1 "$1" "$TMP/why" ||
		result 0 "$1: $3 keys, at most $4 ms ($5 of the processor); $6 KiB, $7 ms in all"
}

portal
names=$(hostile attacks)
[ -n "${FAULTS_EVERY-}" ] || names='bomb-items endless long-articles slow-body'
for name in ${ATTACKS:-$names}; do
	typed "$name"
done
verdict
