#!/bin/sh
# wordpress.sh - bantin against a WordPress of its own, as TAP lines
# `wordpress.sh serve` only starts the site, says where it is and waits for the end of
# its standard input. BANTIN: the program (build/bantin).
set -u
LC_ALL=C
export LC_ALL
cd "${0%/*}/../.." || exit 1
here=$PWD/tests/interop
place=$(mktemp -d "${TMPDIR:-/tmp}/interop.XXXXXX") || exit 1

# shellcheck source=site.sh
. "$here/site.sh"

waiter=''
leave() {
	[ -z "$waiter" ] || kill "$waiter" 2>/dev/null
	site_stop
	rm -rf "$place"
}
trap leave EXIT
trap 'exit 1' HUP INT TERM

serve_only() {
	site_start || exit 1
	printf 'url %s\nplain %s\ncontributor %s\nauthor %s\neditor %s\nplace %s\n' \
		"$site_url" "$plain_url" "$contributor" "$author" "$editor" "$place"
	exec 3<&0
	cat <&3 >/dev/null &
	waiter=$!
	wait "$waiter"
}

if [ "${1-}" = serve ]; then
	serve_only
	exit 0
fi
