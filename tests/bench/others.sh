#!/bin/sh
# others.sh FOLDER COUNT | --size FILE - as many articles as newsboat and sfeed keep them
#
# In the folder then stand cache.db, urls and config of newsboat, and the file of sfeed;
# what is not installed has none. The articles are those of `generate feed`, as Atom.
set -eu
cd "$(dirname "$0")/../.."
if [ "$1" = --size ]; then
	[ ! -e "$2" ] || du -m "$2" | cut -f1
	exit 0
fi
place=$1
mkdir -p "$place/json"
build/tests/bench/generate atom "$place/json" "$2"
if command -v sfeed >/dev/null; then
	sfeed <"$place/json/feed.xml" >"$place/sfeed"
fi
if command -v newsboat >/dev/null; then
	echo "file://$place/json/feed.xml" >"$place/urls"
	: >"$place/config"
	newsboat -x reload -u "$place/urls" -C "$place/config" -c "$place/cache.db" \
		>"$place/said" 2>&1 || true
fi
