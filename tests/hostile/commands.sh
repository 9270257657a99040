#!/bin/sh
# commands.sh - attacks in every field, on the command line: no control in what it prints
set -eu
cd "$(dirname "$0")/../.."
. tests/hostile/rig

# must COMMAND...: it ran, and what it printed is safe
must() {
	run "$@"
	[ -z "$(wrong)" ] || bad="$bad
$*: $(cat "$TMP/why")"
	all=$((all + 1))
}

# said COMMAND...: the same, for what changes nothing; without the whole, every ninth
said() {
	nth=$((nth + 1))
	[ -z "${FAULTS_EVERY-}" ] && [ $((nth % 9)) -ne 0 ] || must "$@"
}

# both COMMAND...: as text and as JSON
both() {
	said "$@"
	said --json "$@"
}

# told WHAT: the commands since the last were all good
told() {
	echo "$bad" >"$TMP/bad"
	[ -z "$bad" ] && result 0 "$1: $all runs" || result 1 "$1" "$TMP/bad"
	bad='' all=0
}

fields_turn() {
	portal --turn "$1"
	profile f
	for command in 'portal probe' 'portal add'; do
		# shellcheck disable=SC2086
		both $command "${URL}f/"
	done
	profile f
	must sync
	for command in list 'list --unread' visits poll 'search tin' 'search CSI' outbox \
		'portal list' doctor 'fetch 1' 'fetch 1 1' 'fetch 1 2' 'config show' \
		'poll xa --vote b' 'poll xa --vote khong-co'; do
		# shellcheck disable=SC2086
		both $command
	done
	for id in 1 2 3 4 5 6; do
		said show "$id"
		said show "$id" --format json
		said show "$id" --format html
		said show "$id" --width 20
	done
	echo "Nội dung" >"$TMP/bai"
	must draft new --title 'Gửi đi' "$TMP/bai"
	must draft new --title 'tu choi' "$TMP/bai"
	must submit 1
	must --json submit 2
	must --json sync
	both outbox
	echo sai >"$TMP/sai"
	INPUT=$TMP/sai both login xa
	both doctor
	profile w
	sed -i -e 's/jsonfeed/wordpress/' -e "s|^feed = .*|feed = ${URL}w/rest/|" \
		"$BANTIN_HOME/config"
	for command in sync list 'show 1' 'portal probe'; do
		# shellcheck disable=SC2086
		both $command "${URL}w/"
	done
	must sync
	both list
	both show 1
	INPUT=$TMP/sai both login xa
	kill "$PORTAL_PID"
	told "fields, turn $1"
}

# What stands in arguments, names of files and the files of the profile.
words() {
	portal
	esc=$(printf 'x\033[31m\302\233y\2332\177\342\200\256')
	profile f
	for command in "$esc" "list $esc" "list --section $esc" "show $esc" "--$esc" "--lang $esc" \
		"portal add $esc" "portal probe http://$esc/" "portal remove $esc" \
		"portal add ${URL}f/ --name $esc" "portal add ${URL}f/ --ca $esc" "login $esc" \
		"sync $esc" "sync --max-bytes $esc" "search $esc" "draft new $esc" "draft show $esc" \
		"draft import $esc" "draft import --from $esc $esc" "draft export 1 $esc" \
		"draft export 1 --format $esc" "draft attach 1 $esc" "submit $esc" "outbox $esc" \
		"outbox settle 1 $esc" "config show $esc" "config set $esc $esc" \
		"config set lang $esc" "backup $esc/$esc" "restore $esc" "type $esc" "convert $esc" \
		"convert --from $esc" "wrap -w $esc" "render --from $esc" "fetch 1 -o $esc/$esc" \
		"poll xa --vote $esc" "--profile $TMP/$esc list" "doctor $esc"; do
		# shellcheck disable=SC2086
		said $command
	done
	told 'words of the command line'
	for command in clean fold wrap convert 'convert --from viscii' 'render --from html' \
		'render --from markdown' 'type telex'; do
		printf '%s &#27;[2J &#x9b;1m <b>%s</b> [a](javascript:%s)\n\t\r%s\0' \
			"$esc" "$esc" "$esc" "$esc" >"$TMP/odd"
		# shellcheck disable=SC2086
		INPUT=$TMP/odd said $command
	done
	must draft new --title "$esc" "$TMP/odd"
	must draft import "$TMP/odd"
	for format in md txt html; do
		said draft export 1 --format "$format" -
		said draft export 2 --format "$format" -
	done
	both draft list
	both draft show 1
	both draft check 2
	told 'filters and drafts'
	for file in config keys words methods/x.im templates/x.md tokens/xa tokens/"$esc"; do
		profile f
		mkdir -p "$BANTIN_HOME/methods" "$BANTIN_HOME/templates"
		printf '[%s]\n%s = %s\n%s\n' "$esc" "$esc" "$esc" "$esc" >"$BANTIN_HOME/$file"
		chmod 600 "$BANTIN_HOME/$file"
		for command in 'config check' 'config show' list doctor sync 'draft templates' \
			'draft new' login; do
			# shellcheck disable=SC2086
			both $command
		done
	done
	told 'files of the profile'
	kill "$PORTAL_PID"
}

bad='' all=0 nth=$SEED
if [ -n "${FAULTS_EVERY-}" ]; then
	for turn in $(seq 0 $(($(hostile turns) - 1))); do
		fields_turn "$turn"
	done
else
	fields_turn $((SEED % $(hostile turns)))
fi
words
verdict
