#!/bin/sh
# image.sh - the power goes under a real file system: what was told is on the disk's image
set -u
cd "$(dirname "$0")/../.." || exit 1
session=$PWD/build/tests/faults/session inject=$PWD/build/tests/faults/inject.so
every=${FAULTS_EVERY:-0}
[ "$every" -gt 0 ] && cuts=$((300 / every)) || cuts=5
[ "$cuts" -gt 0 ] || cuts=1

# Mounts end with this shell.
if [ -z "${IMAGE_ALONE:-}" ] && unshare -m true 2>/dev/null; then
	IMAGE_ALONE=1 exec unshare -m "$0" "$@"
fi
[ -w /dev/shm ] && TMPDIR=/dev/shm && export TMPDIR
dir=$(mktemp -d) || exit 1
mkdir "$dir/at"
trap 'umount "$dir/at" 2>/dev/null; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM

skip() {
	echo "ok 1 - the power goes under ext4 # SKIP $1"
	exit 0
}
command -v mkfs.ext4 >/dev/null || skip 'there is no mkfs.ext4'
truncate -s 32M "$dir/base" && mkfs.ext4 -q "$dir/base" || skip 'no image can be made'
# What bantin did not ask for is not written back while an image is copied.
put_in() {
	mount -o "loop,commit=300,data=$2" "$1" "$dir/at" 2>/dev/null
}
put_in "$dir/base" ordered || skip 'no loop device is to be had'

# The desk as it was in the morning.
"$session" save "$dir/at/p" 1 8 >"$dir/told" || skip 'the session does not run'
cp "$dir/told" "$dir/morning"
umount "$dir/at"

# run IMAGE MODE: the session goes on in the image, struck as the environment says.
run() {
	put_in "$1" "$2" || return 1
	head -c 128 /dev/zero >"$dir/tally"
	LD_PRELOAD=$inject FAULT_TALLY="$dir/tally" FAULT_CALLS=all \
		"$session" save "$dir/at/p" 9 20 >"$dir/told" 2>"$dir/err"
	# a copy of what has reached the device; again where it changed meanwhile
	for try in 1 2 3; do
		before=$(stat -c %y "$1")
		cp --sparse=always "$1" "$dir/cut"
		[ "$before" = "$(stat -c %y "$1")" ] && break
	done
	umount "$dir/at"
}

# Whatever was told is there, as far on or further.
judge() {
	awk 'function rank(s) { return s == "waiting" ? 0 : s == "accepted" ? 2 : 1 }
		{ key = $1 " " $2; n = $1 == "row" ? rank($3) : $3 + 0 }
		FILENAME == ARGV[ARGC - 1] { here[key] = n + 1; next }
		!(key in told) || n + 1 > told[key] { told[key] = n + 1 }
		END { for (key in told) if (here[key] < told[key]) {
			print key ": " told[key] - 1 " was told, " here[key] - 1 " is there"
			bad = 1 } exit bad }' "$dir/morning" "$dir/told" "$dir/found"
}

look() {
	put_in "$dir/cut" "$1" || return 1
	"$session" look "$dir/at/p" >"$dir/found" 2>"$dir/err"
	status=$?
	umount "$dir/at"
	[ $status -eq 0 ] && judge >>"$dir/err" &&
		e2fsck -fn "$dir/cut" >>"$dir/err" 2>/dev/null
}

cp --sparse=always "$dir/base" "$dir/disk"
run "$dir/disk" ordered
calls=$(od -An -tu4 -N4 "$dir/tally" | tr -d ' ')
number=0 bad=0
: >"$dir/notes"
for mode in ordered writeback; do
	for at in $(awk -v n="$cuts" -v calls="$calls" \
		'BEGIN { srand(1); while (n-- > 0) print 1 + int(rand() * calls) }'); do
		cp --sparse=always "$dir/base" "$dir/disk"
		number=$((number + 1))
		FAULT_AT=$at FAULT_DO=kill run "$dir/disk" "$mode" && look "$mode" && continue
		bad=$((bad + 1))
		echo "# call $at, data=$mode: $(head -n 3 "$dir/err" | tr '\n' ' ')" >>"$dir/notes"
	done
done
[ $bad -eq 0 ] && [ "$calls" -gt 0 ] && word=ok || word='not ok'
echo "$word 1 - the power goes under ext4, at some of $calls calls: $((number - bad)) of $number"
head -n 12 "$dir/notes"

# A disk that may only be read: words, nothing changed.
sums() {
	find "$dir/at/p" -type f -exec cksum {} + | sort
}
good='ok'
mount -o loop,ro,noload "$dir/base" "$dir/at" && sums >"$dir/before" || good='not ok'
for words in 'draft list' 'draft show 1' 'outbox' 'list' 'sync' 'doctor'; do
	# shellcheck disable=SC2086 # words are words
	BANTIN_HOME="$dir/at/p" LC_ALL=C.UTF-8 timeout 20 build/bantin $words \
		>/dev/null 2>"$dir/err" </dev/null
	status=$?
	[ $status -eq 0 ] || { [ $status -le 5 ] && grep -q '^bantin: ' "$dir/err"; } ||
		{ good='not ok'; echo "# $words: $status $(head -n 1 "$dir/err")"; }
done
sums | cmp -s - "$dir/before" || good='not ok'
umount "$dir/at"
echo "$good 2 - a disk that may only be read"
[ "$word $good" = 'ok ok' ]
