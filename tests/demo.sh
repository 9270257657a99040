#!/bin/sh
# demo.sh - the sample portal on a loopback port and bantin on it, in a profile of its own
set -eu
cd "$(dirname "$0")/.."

if ! [ -t 0 ] || ! [ -t 1 ]; then
	echo "make demo opens a screen, so it needs a terminal. Run it in one, without a pipe." >&2
	exit 2
fi
[ "${1-}" != --ready ] || exit 0

place=$(mktemp -d)
portal=
leave() {
	exec 3>&- || true
	[ -z "$portal" ] || kill "$portal" 2>/dev/null || true
	[ -z "$portal" ] || wait "$portal" 2>/dev/null || true
	rm -rf "$place"
}
trap leave EXIT
trap 'exit 1' HUP INT TERM

# The portal ends when descriptor 3 closes, that is, with this script, however it ends.
mkfifo "$place/alive" "$place/says"
build/portal --port 0 --review 20 --until-eof <"$place/alive" >"$place/says" &
portal=$!
exec 3>"$place/alive" 4<"$place/says"
url= token=
while [ -z "$token" ]; do
	if ! read -r word rest <&4; then
		echo "The sample portal did not start." >&2
		exit 1
	fi
	case $word in
	url) url=$rest ;;
	token) case $rest in "contributor "*) token=${rest#contributor } ;; esac ;;
	esac
done

BANTIN_HOME=$place/profile
export BANTIN_HOME
build/bantin portal add "$url" --name huyen
printf '%s\n' "$token" | build/bantin login huyen
build/bantin sync
build/bantin 3>&- 4<&-
