#!/bin/sh
# mutants.sh - the tests can fail: one promise after another is broken, and a test says so
set -u
cd "$(dirname "$0")/../.." || exit 1
make=${MAKE:-make}
only=${1:-}

# The tree and what is built of it, in a copy that may be broken.
copy=$(mktemp -d) || exit 1
trap 'rm -rf "$copy"' EXIT
trap 'exit 1' INT TERM
tar -c --exclude=./build/asan --exclude=./build/clang --exclude=./build/fuzz \
	--exclude=./.git . | tar -x -C "$copy" || exit 1
# what the copy is built for is no longer its newest commit
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
CMOCKA_MESSAGE_OUTPUT=TAP
export CMOCKA_MESSAGE_OUTPUT
cd "$copy" || exit 1
number=0 failed=0

# Where a rig's name begins with a room it is a unit of it.
build_rig() {
	case $1 in
	hang-up.walk) set -- build/bantin build/tests/walk build/tests/faults/inject.so ;;
	power | submits | ends | typing | news)
		set -- build/bantin build/portal build/tests/faults/faults \
		build/tests/faults/session ;;
	*) set -- build/portal "build/tests/$1" ;;
	esac
	"$make" --no-print-directory -s "$@" >log 2>&1
}

run_rig() {
	case $1 in
	hang-up.walk) build/tests/walk "tests/faults/walks/$1" ;;
	power | ends | typing | news) build/tests/faults/faults "$1" ;;
	submits) build/tests/faults/faults --every 3 --only system submits ;;
	*) "build/tests/$1" ;;
	esac >out 2>&1 </dev/null
}

tell() {
	number=$((number + 1))
	[ "$1" = ok ] || failed=$((failed + 1))
	echo "$1 $number - $2"
}

# A rig that is red already proves nothing.
green=
is_green() {
	case " $green " in *" $1 "*) return 0 ;; esac
	build_rig "$1" && run_rig "$1" && green="$green $1"
}

# mutant NAME RIG FILE SED-SCRIPT [FILE SED-SCRIPT]
mutant() {
	name=$1 rig=$2
	shift 2
	[ -z "$only" ] || case $name in *"$only"*) ;; *) return ;; esac
	if ! is_green "$rig"; then
		tell 'not ok' "$name: $rig does not pass without it"
		tail -n 8 log | sed 's/^/# /'
		grep -A 4 '^[[:space:]]*not ok' out | head -n 20 | sed 's/^/# /'
		return
	fi
	whole=true files=
	while [ $# -gt 1 ]; do
		cp "$1" "$1.whole"
		sed -i "$2" "$1"
		cmp -s "$1" "$1.whole" && whole=false
		files="$files $1"
		shift 2
	done
	if ! $whole; then
		tell 'not ok' "$name: the mutation no longer fits$files"
	elif ! build_rig "$rig"; then
		tell 'not ok' "$name: does not build"
		head -n 20 log | sed 's/^/# /'
	elif run_rig "$rig"; then
		tell 'not ok' "$name: $rig did not see it"
	else
		caught=$(grep -m 1 '^[[:space:]]*not ok' out | sed 's/^[[:space:]]*not ok[ 0-9-]*//')
		tell ok "$name: seen by $rig: ${caught:-it did not end well}"
	fi
	for file in $files; do
		mv "$file.whole" "$file"
		touch "$file"
	done
}

mutant 'synchronous = NORMAL' power \
	src/store/desk_schema.c 's/synchronous = FULL/synchronous = NORMAL/'
mutant 'a plain copy without its fsync' power \
	src/base/file.c 's/if (fsync(fd) != 0) {/if (fd < 0) {/'
mutant 'writes on connections that served before' sync/test_cut \
	src/net/http.c '/CURLOPT_FRESH_CONNECT/d; /CURLOPT_FORBID_REUSE/d'
mutant 'a new key for each try' sync/test_deliver \
	src/sync/deliver.c 's/^\trow->tries++;$/&\n\tuuid_new(row->key, NULL);/'
mutant 'sending is not committed before it begins' submits \
	src/sync/row.c '/^bool row_move/,/^}/s/^\tstruct err e;$/&\n\tif (row->state == SUBMISSION_SENDING)\n\t\treturn true;\n\tif (from == SUBMISSION_SENDING)\n\t\tfrom = row->tries > 1 ? SUBMISSION_UNKNOWN : SUBMISSION_WAITING;/'
mutant 'accepted by the status alone' net/test_verdict \
	src/net/micropub_verdict.c 's/if (created \&\& is_type_asked(r))/if (created)/; s/^\t\tif (named)$/\t\tif (created)/'
mutant 'one look-up proves that it is not there' sync/test_lookup \
	src/sync/row.c 's/LOOKUPS_NEEDED = 2/LOOKUPS_NEEDED = 1/'
mutant 'a hang-up only sets a flag' hang-up.walk \
	src/ui/signals.c '/SIGNAL_END | SIGNAL_HANGUP/,/^\t\tif (write/{/tcflush/d; s/if (write(.*/if (number == SIGHUP)/}'
mutant 'a terminal that nobody reads is waited for' ends \
	src/ui/outlet.c 's/O_NOCTTY | O_NONBLOCK/O_NOCTTY/'
mutant 'a fatal signal leaves the terminal as it is' ends \
	src/ui/signals.c '/^static void on_fatal/,/^}/s/term_rescue();//'
mutant 'what is typed is saved after five seconds' typing \
	src/ui/editor.h 's/SAVE_AFTER = 1000/SAVE_AFTER = 5000/'
mutant 'an end in mid-painting leaves a scroll region' ends \
	src/ui/term.c 's/farewell_add(region .*/(void)region;/'
mutant 'news of another process wait for a key' news \
	src/ui/app.c 's/return a->outside != was ?/return was == 1 ?/'
mutant 'a token goes to another host after a redirect' net/test_http_calls \
	src/net/call.c 's/if (!url_same_origin(c->request.url, to))/if (!to)/'
mutant 'what is received has no ceiling' net/test_http_calls \
	src/net/call.c 's/if (c->body_bytes > ceiling_of(&c->request))/if (c->body_bytes > SIZE_MAX - 1)/'
mutant 'C1 passes the gate' text/test_clean \
	src/text/clean.c '/^static bool is_forbidden/,/^}/s/^{$/&\n\tif (cp >= 0x80 \&\& cp < 0xa0)\n\t\treturn false;/'

echo "1..$number"
[ "$failed" -eq 0 ] && [ "$number" -gt 0 ]
