#!/bin/sh
# floors.sh - a room uses the rooms below it; a third-party header stays in its one place
set -u
cd "$(dirname "$0")/.."
table='
base:
text:base
edit:base text
store:base text
net:base text
sync:base text store net
ui:base text edit store sync
cli:base text edit store net sync ui
'
# header prefix and the files that may include it
homes='
uni(str|norm|width|lbrk|gbrk|case|ctype|conv|types|wbrk)\.h src/text/
libxml/ src/text/libxml\.h
cmark\.h src/text/libcmark\.h
sqlite3\.h src/store/db\.h
zlib\.h src/store/archive_pack\.c
curl/ src/net/curl\.h
jansson\.h src/(net/|cli/json\.c)
(n?cursesw?/)?(n?curses|term)\.h src/ui/term(_facts)?\.c
ini\.h src/cli/config\.c
'
bad=0 n=0

for room in base text edit store net sync ui cli; do
	allowed=$(echo "$table" | sed -n "s/^$room://p")
	for file in src/"$room"/*.[ch] include/bantin/"$room"/*.h; do
		[ -f "$file" ] || continue
		for used in $(sed -n 's|^#include <bantin/\([a-z]*\)/.*|\1|p' "$file" | sort -u); do
			n=$((n + 1))
			case " $room $allowed " in
			*" $used "*) ;;
			*)
				echo "# $file uses the room $used, which is not below $room"
				bad=$((bad + 1))
				;;
			esac
		done
	done
done
[ "$bad" -eq 0 ] && echo "ok - $n uses of rooms, all downwards" ||
	echo "not ok - $bad uses of a room above or beside"

strays=$(echo "$homes" | while read -r header home; do
	[ -n "$header" ] || continue
	grep -lE "^#include [<\"]($header)" src/*/*.[ch] include/bantin/*/*.h 2>/dev/null |
		grep -vE "^($home)" | while read -r file; do
			echo "# $file includes $header, which belongs in $home"
		done
done)
if [ -n "$strays" ]; then
	echo "$strays"
	echo "not ok - third-party headers in their places"
	bad=1
else
	echo "ok - third-party headers in their places"
fi
[ "$bad" -eq 0 ]
