#!/bin/sh
# readme.sh - the README's list of files says what the files say; --update writes it
set -u
cd "$(dirname "$0")/.."
captions() {
	echo '```'
	for room in cli ui sync edit store net text base; do
		echo "src/$room"
		for file in src/"$room"/*.c; do
			sed -n '1s|^/\* \([^ ]*\) - \(.*[^ ]\) *\*/$|\1\t\2|p; 1q' "$file"
		done | awk -F '\t' '{ printf "  %-22s%s\n", $1, $2 }'
	done
	echo '```'
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
captions >"$work/now"
sed -n '/^<!-- files -->$/,/^<!-- \/files -->$/p' README.md | sed '1d;$d' >"$work/said"

if [ "${1-}" = --update ]; then
	sed -e '/^<!-- files -->$/r '"$work/now" -e '/^<!-- files -->$/,/^<!-- \/files -->$/{
		/^<!-- /!d
	}' README.md >"$work/README" && cat "$work/README" >README.md
	exit
fi
if cmp -s "$work/now" "$work/said"; then
	echo "ok - the README lists every file with its caption"
else
	diff "$work/said" "$work/now" | sed 's/^/# /'
	echo "not ok - the README lists every file with its caption (tests/readme.sh --update)"
fi
files=$(ls src/*/*.c | wc -l)
lines=$(grep -c '^  ' "$work/now")
[ "$files" -eq "$lines" ] && echo "ok - every file has a caption" ||
	echo "not ok - every file has a caption ($files files, $lines captions)"
