#!/bin/sh
# embed.sh - writes DIR/*.article as C arrays to standard output
# usage: embed.sh DIR > portal_content.c
set -eu
LC_ALL=C
export LC_ALL
dir=${1:?usage: embed.sh DIR}

echo '/* portal_content.c - the articles of the sample portal; made by embed.sh */'
echo '#include <stddef.h>'
echo
echo 'struct embedded_file { const char *name; const unsigned char *data; size_t size; };'
echo 'extern const struct embedded_file embedded_files[];'
echo 'extern const size_t embedded_count;'

count=0
table=
for file in "$dir"/*.article; do
	[ -f "$file" ] || continue
	name=${file##*/}
	case $name in
	*[!A-Za-z0-9._-]*) echo "embed.sh: $name: only a-z 0-9 . _ -" >&2; exit 1 ;;
	esac
	size=$(($(wc -c < "$file")))
	echo
	echo "static const unsigned char file_$count[] = {"
	od -An -v -tx1 "$file" | sed 's/ *\([0-9a-f][0-9a-f]\)/0x\1,/g'
	echo '0};'
	table="$table
	{\"$name\", file_$count, $size},"
	count=$((count + 1))
done

echo
echo "const struct embedded_file embedded_files[] = {$table"
echo '	{NULL, NULL, 0}};'
echo "const size_t embedded_count = $count;"
