#!/bin/sh
# line.sh - a portal that attacks over the line: memory, exit status, words, where tokens go
set -eu
cd "$(dirname "$0")/../.."
. tests/hostile/rig

# attacked NAME COMMAND...: the command with a portal that answers all with this attack
attacked() {
	name=$1
	shift
	run "$@"
	if [ -n "$(wrong)" ]; then
		result 1 "$name: $*" "$TMP/why"
	else
		result 0 "$name: $* ($code; $kib KiB, $ms ms)"
	fi
}

submitted() {
	echo 'Nội dung của bài.' >"$TMP/bai.txt"
	run draft new --title 'Bài gửi đi' "$TMP/bai.txt"
	attacked "$1" submit 1
}

portal
names=$(hostile attacks | grep -v '^slow-')
[ -n "${FAULTS_EVERY-}" ] || names=$(echo "$names" | awk -v seed="$SEED" '
	/^(bomb-items|bomb-nested|chunk-tiny|redirect-asks)$/ ||
	(!/^(endless|long-articles|many-tags|pages-endless|bomb-b.*s)$/ && (NR + seed) % 9 == 0)')
for name in $names; do
	profile "$name"
	attacked "$name" sync
	# a question with the token
	case $name in redirect-*|asks) INPUT=$BANTIN_HOME/tokens/xa attacked "$name" login xa ;; esac
	# each of the others takes part in turn, all of them in the whole
	turn=$((${turn:-$SEED} + 1))
	[ -z "${FAULTS_EVERY-}" ] && [ $((turn % 3)) -ne 0 ] ||
		attacked "$name" portal probe "$URL$name/"
	[ -z "${FAULTS_EVERY-}" ] && [ $((turn % 3)) -ne 1 ] || attacked "$name" poll xa
	[ -z "${FAULTS_EVERY-}" ] && [ $((turn % 3)) -ne 2 ] || submitted "$name"
done
verdict
