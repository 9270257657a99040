#!/bin/sh
# screen.sh - attacks in every field, on the screen: it shows the same, and steers no terminal
set -eu
cd "$(dirname "$0")/../.."
. tests/hostile/rig

# walked WALK NAME ARGS PASTE OPTIONS...: its bytes to the terminal are in NAME.bytes
walked() {
	walk=$1 name=$2
	LC_ALL=C sed -e "s|@ARGS@|$3|" -e "s|@PASTE@|$4|" "tests/hostile/$walk.walk" \
		>"$TMP/$walk.walk"
	shift 4
	build/tests/walk --bin "$BIN" --portal "$HOSTILE" --record "$TMP/$name.bytes" \
		--pictures "$TMP" "$@" "$TMP/$walk.walk" >"$TMP/$name.tap" 2>&1
}

# compared WALK TURN HARMLESS HOSTILE
compared() {
	status=0
	walked "$1" harmless "--turn $2 --harmless" "$3" --update || status=1
	walked "$1" hostile "--turn $2" "$4" || status=1
	grep -h '^not ok' -A 12 "$TMP/harmless.tap" "$TMP/hostile.tap" >"$TMP/why" || :
	result "$status" "$1, turn $2: the screen shows the same" "$TMP/why"
	status=0
	cat "$TMP/harmless.bytes" >>"$TMP/known"
	hostile stream "$TMP/known" "$TMP/hostile.bytes" >"$TMP/why" || status=1
	result "$status" "$1, turn $2: $(tail -n 1 "$TMP/why")" "$TMP/why"
}

turns=$(hostile turns)
if [ -n "${FAULTS_EVERY-}" ]; then
	list=$(seq 0 $((turns - 1)))
else
	list=$((SEED % turns))
fi
# a byte of 8 bits, C1 in UTF-8, CSI, OSC 52, DCS, charsets, DEL, the end of a paste, bidi
attack=$(printf 'a\2331mb\302\2332Jc\033[31md\033]52;c;YQ==\007e\033P1q\033_x\033(0\016\177')
attack=$attack$(printf '\033[201~\ru\004\001\342\200\256z')
harmless=$(printf 'a31mb2Jc[31md]52;c;YQ==eP1q_x(0\ruz')
for turn in $list; do
	compared fields "$turn" x x
	[ "$turn" != "${list%%[!0-9]*}" ] || compared paste "$turn" "$harmless" "$attack"
done
verdict
