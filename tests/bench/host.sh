#!/bin/bash
# host.sh - forty sessions on one host: each with a news store of its own, and all on one
#	host.sh FOLDER PORTAL-URL
set -eu
cd "$(dirname "$0")/../.."
place=$1/host url=$2 sessions=40
mkdir -m 755 -p "$place/system" "$place/archive" "$place/homes"
export BANTIN_SYSTEM=$place/system
printf 'archive = %s\n[portal.huyen]\nurl = %s\nfeed = %sfeed.json\n' \
	"$place/archive/archive.db" "$url" "$url" >"$BANTIN_SYSTEM/config"
chmod 644 "$BANTIN_SYSTEM/config"
BANTIN_HOME=$place/host build/bantin sync --system >"$place/out"

say() { # WHAT LINE
	read -r _ ms _ slow _ _ _ rss _ pss _ private <<<"$2"
	echo "$1: $ms ms (slowest $slow); a session $rss kB resident," \
		"$pss proportional, $private private"
}
homes() { # NAME: forty profiles
	for n in $(seq $sessions); do
		mkdir -m 700 -p "$place/$1/$n"
		printf 'lang = vi\ntyping = telex\n' >"$place/$1/$n/config"
	done
}
run() {
	build/tests/bench/start "$@" build/bantin
}
homes shared
BANTIN_HOME=$place/shared/1 run >"$place/out" # the first start makes the desk
for n in $(seq $sessions); do
	BANTIN_HOME=$place/shared/$n build/bantin list --limit 1 >"$place/out"
done
say "one start on the host's archive" "$(BANTIN_HOME=$place/shared/1 run --times 5)"
say "$sessions starts at once on the host's archive" \
	"$(run --at-once $sessions --quiet 500 --homes "$place/shared")"
run --at-once $sessions --quiet 500 --homes "$place/shared" >"$place/out" &
all=$!
{ time -p BANTIN_HOME=$place/host build/bantin sync --system >"$place/out2"; } 2>&1 |
	sed -n 's/^real/the host syncs while they start, s:/p'
wait $all

homes own
unset BANTIN_SYSTEM
for n in $(seq $sessions); do
	export BANTIN_HOME=$place/own/$n
	[ "$n" = 1 ] || cp "$place/own/1/archive.db" "$BANTIN_HOME/"
	printf '[portal.huyen]\nurl = %s\nfeed = %sfeed.json\n' "$url" "$url" \
		>>"$BANTIN_HOME/config"
	[ "$n" != 1 ] || build/bantin sync >"$place/out"
done
say "$sessions starts at once, each with its own" \
	"$(run --at-once $sessions --quiet 500 --homes "$place/own")"
echo "on the disk, kB: $(du -sk "$place/shared" | cut -f1) and one archive of" \
	"$(du -sk "$place/archive" | cut -f1); with their own $(du -sk "$place/own" | cut -f1)"
