#!/bin/sh
# wordpress.sh - bantin against a WordPress of its own, as TAP lines
# `wordpress.sh serve` only starts the site, says where it is and waits for the end of
# its standard input. BANTIN: the program (build/bantin).
set -u
LC_ALL=C.UTF-8
export LC_ALL
cd "${0%/*}/../.." || exit 1
here=$PWD/tests/interop
bantin=${BANTIN:-build/bantin}
unset http_proxy https_proxy all_proxy HTTPS_PROXY ALL_PROXY BANTIN_HOME
place=$(mktemp -d "${TMPDIR:-/tmp}/interop.XXXXXX") || exit 1

# shellcheck source-path=SCRIPTDIR
. tests/interop/site.sh
# shellcheck source-path=SCRIPTDIR
. tests/interop/tap.sh
# shellcheck source-path=SCRIPTDIR
. tests/interop/read.sh
# shellcheck source-path=SCRIPTDIR
. tests/interop/write.sh

waiter=''
leave() {
	[ -z "$waiter" ] || kill "$waiter" 2>/dev/null
	site_stop
	rm -rf "$place"
}
trap leave EXIT
trap 'exit 1' HUP INT TERM

site_up() {
	site_start && return
	tail -n 20 "$place"/*.log | sed 's/^/# /' >&2
	exit 1
}

serve_only() {
	site_up
	printf 'url %s\nplain %s\nline %s\n' "$site_url" "$plain_url" "$line_url"
	printf 'contributor %s\nauthor %s\neditor %s\nplace %s\n' \
		"$contributor" "$author" "$editor" "$place"
	exec 3<&0
	cat <&3 >/dev/null &
	waiter=$!
	wait "$waiter"
}

if [ "${1-}" = serve ]; then
	serve_only
	exit 0
fi

# run ARGUMENT...: bantin's words in $place/said, its status in $status
run() {
	"$bantin" --profile "$profile" --lang en "$@" >"$place/said" 2>&1 <"$place/input"
	status=$?
	: >"$place/input"
}

# said STATUS TEXT NAME
said() {
	[ "$status" -eq "$1" ] && grep -qF -- "$2" "$place/said"
	result $? "$3" "$place/said"
}

# is THIS THAT NAME
is() {
	[ "$1" = "$2" ]
	result $? "$3: $1"
}

# sign_in NAME USER:PASSWORD
sign_in() {
	echo "$2" >"$place/input"
	run login "$1"
}

: >"$place/input"
site_up
section='Thông báo'
check_reading
check_plain
check_writing
check_lost
check_author
verdict
