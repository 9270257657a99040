#!/bin/sh
# profile.sh - attacks from the disk: what lies in the profile, names of files, where tokens go
set -eu
cd "$(dirname "$0")/../.."
. tests/hostile/rig

# checked WHAT: the last run kept all that must hold, and nothing outside was touched
checked() {
	wrong >/dev/null
	[ "$(cksum <"$TMP/victim")" = "$victim" ] || echo 'a file outside was changed' >>"$TMP/why"
	[ -s "$TMP/why" ] && result 1 "$1" "$TMP/why" || result 0 "$1 ($code, $ms ms)"
}

# refused WHAT WORD: it failed and said so
refused() {
	[ "$code" -eq 0 ] && code=99
	grep -q -e "$2" "$TMP/err" || code=98
	checked "$1"
}

# placed KIND PATH
placed() {
	rm -rf "$2"
	mkdir -p -m 700 "$(dirname "$2")"
	case $1 in
	link) ln -s "$TMP/victim" "$2" ;;
	nowhere) ln -s "$TMP/nowhere/at/all" "$2" ;;
	fifo) mkfifo -m 600 "$2" ;;
	folder) mkdir -m 700 "$2" ;;
	zero) ln -s /dev/zero "$2" ;;
	esac
}

files_of_the_profile() {
	for file in config keys words methods/x.im templates/x.md desk.db archive.db desk.lock \
		desk.reserve drafts files tokens tokens/xa archive.db-wal desk.db-wal; do
		for kind in link nowhere fifo folder zero; do
			nth=$((nth + 1))
			[ -z "${FAULTS_EVERY-}" ] && [ $((nth % 17)) -ne 0 ] && continue
			profile f
			run list
			run draft new --title 'Bài' "$TMP/bai"
			placed $kind "$BANTIN_HOME/$file"
			for command in list 'draft list' 'draft new --title x' 'config check' doctor \
				'--offline sync'; do
				[ -n "${FAULTS_EVERY-}" ] || [ "$command" != 'config check' ] || continue
				# shellcheck disable=SC2086
				INPUT=$TMP/bai run $command
				checked "$file is a $kind: $command"
			done
		done
	done
}

folder_of_the_profile() {
	profile f
	chmod g+w "$BANTIN_HOME"
	run list
	refused 'a profile that its group may write to' 'chmod go-w'
	chmod o+w "$BANTIN_HOME"
	run draft list
	refused 'a profile that all may write to' 'chmod go-w'
	chmod 700 "$BANTIN_HOME"
	chmod g+w "$BANTIN_HOME/tokens"
	run sync
	refused 'a tokens folder that its group may write to' 'chmod go-w'
	chmod 700 "$BANTIN_HOME/tokens"
	chmod g+r "$BANTIN_HOME/tokens/xa"
	run sync
	refused 'a token that others may read' 'chmod 600'
	mv "$BANTIN_HOME" "$TMP/real"
	ln -s "$TMP/real" "$BANTIN_HOME"
	run list
	refused 'a profile that is a symbolic link' "$BANTIN_HOME"
	rm -rf "$BANTIN_HOME" "$TMP/real"
	if [ "$(id -u)" -eq 0 ]; then
		profile f
		chown 12345 "$BANTIN_HOME"
		run list
		refused "another's profile" "$BANTIN_HOME"
		chown 0 "$BANTIN_HOME"
	fi
}

names_of_files() {
	profile names
	run sync
	checked 'an article with odd names of files'
	mkdir -p -m 700 "$BANTIN_HOME/files"
	for name in tep.pdf.part tep.part con.pdf con.pdf.part con.pdf.part.from rf.part; do
		ln -s "$TMP/victim" "$BANTIN_HOME/files/$name"
	done
	find "$TMP" -path '*/profile/files' -prune -o -type f -newer "$TMP/bai" -print | sort \
		>"$TMP/before"
	for n in $(seq 1 13); do
		[ -n "${FAULTS_EVERY-}" ] || [ $(((n + SEED) % 3)) -eq 0 ] || continue
		run fetch 1 "$n"
		checked "file $n of it"
	done
	code=0
	find "$BANTIN_HOME/files" -type f >"$TMP/out"
	find "$BANTIN_HOME/files" -mindepth 1 \( -name '-*' -o -name '.*' -o -type d \) >"$TMP/err"
	[ ! -s "$TMP/err" ] || code=97
	checked 'the names they were given'
}

imports() {
	profile f
	truncate -s 1G "$TMP/sparse"
	mkfifo "$TMP/fifo"
	for file in "$TMP/sparse" "$TMP/fifo" /dev/zero /dev/tty "$TMP" /proc/self/mem \
		"$TMP/none"; do
		for command in 'draft import' 'draft new' 'draft attach 1' restore convert; do
			nth=$((nth + 1))
			[ -n "${FAULTS_EVERY-}" ] || [ $((nth % 5)) -eq 0 ] || continue
			# shellcheck disable=SC2086
			LIMIT=30 run $command "$file"
			[ "$code" -ne 0 ] || code=96
			checked "$command ${file#"$TMP/"}"
		done
	done
	rm -f "$TMP/sparse"
}

# While it runs, and in what it leaves behind.
tokens() {
	profile slow-nothing
	run draft new --title 'Bài' "$TMP/bai"
	"$BIN" sync >"$TMP/out" 2>"$TMP/err" </dev/null &
	pid=$!
	until grep -q slow-nothing/feed "$TMP/log"; do sleep 0.05; done
	code=0
	! tr '\0' '\n' <"/proc/$pid/cmdline" | grep -q "$TOKEN" || code=95
	! tr '\0' '\n' <"/proc/$pid/environ" 2>/dev/null | grep -q "$TOKEN" || code=94
	grep -q 'Max core file size *0 *0' "/proc/$pid/limits" || code=93
	kill "$pid" && wait "$pid" || :
	checked 'no token in arguments or environment, no core file'
	run backup "$TMP/stick"
	! grep -a -q "$TOKEN" "$TMP/stick" || code=92
	checked 'no token in a backup'
	grep -r -a -l "$TOKEN" "$BANTIN_HOME" | grep -v "/tokens/xa$" >"$TMP/out" || :
	code=$([ -s "$TMP/out" ] && echo 91 || echo 0)
	checked 'no token in any other file'
}

nth=$SEED
echo 'không phải của bantin' >"$TMP/victim"
echo 'Nội dung' >"$TMP/bai"
chmod 600 "$TMP/victim"
victim=$(cksum <"$TMP/victim")
portal
files_of_the_profile
folder_of_the_profile
names_of_files
imports
tokens
verdict
