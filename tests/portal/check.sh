#!/bin/sh
# check.sh - self test of the sample portal, as TAP lines
# PORTAL: the program (build/portal); PORTAL_UNDER: a command to run it under
set -u
LC_ALL=C
export LC_ALL
portal=${PORTAL:-build/portal}
under=${PORTAL_UNDER:-}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/portal-check.XXXXXX") || exit 1
count=0
failed=0
pid=
json='Content-Type: application/json'

cleanup() {
	[ -z "$pid" ] || kill "$pid" 2>/dev/null
	rm -rf "$tmp"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

# result STATUS NAME
result() {
	count=$((count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $count - $2"
	else
		echo "not ok $count - $2"
		echo "# code=${code:-} exit=${exit:-}"
		[ ! -s "$tmp/b" ] || head -c 300 "$tmp/b" | tr '\n' ' ' | sed 's/^/# /'
		echo
		failed=$((failed + 1))
	fi
}

# start [OPTION ...]: sets url; the portal ends when descriptor 9 is closed
start() {
	rm -f "$tmp/in" "$tmp/out"
	mkfifo "$tmp/in" "$tmp/out"
	# shellcheck disable=SC2086
	$under "$portal" --until-eof --token-contributor CC --token-editor EE "$@" \
		< "$tmp/in" > "$tmp/out" 9>&- &
	pid=$!
	exec 9> "$tmp/in"
	{ read -r _ url; read -r a b c; read -r d e f; } < "$tmp/out"
	url=${url%/}
	tokens="$a $b $c $d $e $f"
}

# stop NAME: ends it by closing its input
stop() {
	exec 9>&-
	wait "$pid"
	exit=$?
	pid=
	result "$exit" "$1"
}

# ask PATH [CURL OPTION ...]: sets code and exit, fills $tmp/h and $tmp/b
ask() {
	path=$1
	shift
	: > "$tmp/h"
	: > "$tmp/b"
	code=$(curl -s -g --noproxy '*' -D "$tmp/h" -o "$tmp/b" -w '%{http_code}' "$@" \
		"$url$path")
	exit=$?
}

# bulletin USER KEY BODY [CURL OPTION ...]
bulletin() {
	user=$1 key=$2 body=$3
	shift 3
	ask /micropub -H "Authorization: Bearer $user" -H "$json" \
		-H "Idempotency-Key: \"$key\"" -d "$body" "$@"
}

# change USER BODY: an update without a key
change() {
	ask /micropub -H "Authorization: Bearer $1" -H "$json" -d "$2"
}

# query USER QUERY
query() {
	ask "/micropub?$2" -H "Authorization: Bearer $1"
}

# plan RULES: replaces the plan; the next request is number 1
plan() {
	ask /_plan --data-binary "$1"
}

entry() {	# NAME UID [MORE PROPERTIES]
	printf '{"type":["h-entry"],"properties":{"name":["%s"],' "$1"
	printf '"content":[{"html":"<p>%s</p>"}],"category":["thong-bao"],' "$1"
	printf '"uid":["%s"]%s}}' "$2" "${3:-}"
}

header() {	# NAME: its value in the last answer
	sed -n "s/^$1: *//p" "$tmp/h" | tr -d '\r'
}

is() {	# CODE NAME
	[ "$code" = "$1" ]
	result $? "$2"
}

has() {	# TEXT NAME
	grep -qF -- "$1" "$tmp/b"
	result $? "$2"
}

lacks() {	# TEXT NAME
	! grep -qF -- "$1" "$tmp/b"
	result $? "$2"
}

head_is() {	# HEADER VALUE NAME
	[ "$(header "$1")" = "$2" ]
	result $? "$3"
}

ledger_is() {	# LINE COUNT NAME: so many bulletins with this uid
	ask '/_ledger?format=text'
	[ "$(grep -cF -- " $1 " "$tmp/b")" -eq "$2" ]
	result $? "$3"
}

for part in read write fault; do
	# shellcheck source=/dev/null
	. "${0%/*}/check-$part.sh"
done

start
[ "$tokens" = 'token contributor CC token editor EE' ]
result $? 'tokens are printed'
check_reading
check_pages
check_poll
check_create
check_change
check_media
check_running
check_faults
stop 'ends after all'
check_switches
check_files
check_content
check_review
echo "1..$count"
[ "$failed" -eq 0 ]
