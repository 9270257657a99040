#!/bin/sh
# build.sh - builds the fuzz targets, with clang and its sanitizers, into a folder
#	build.sh [FOLDER]
set -eu
cd "$(dirname "$0")/../.."
out=${1:-build/fuzz}
status=0
${MAKE:-make} -s O="$out" SAN=1 CC=clang CFLAGS='-O1 -g -fsanitize=fuzzer-no-link' \
	"$out/libnet.a" "$out/libtext.a" "$out/libbase.a"
for source in tests/fuzz/fuzz_*.c; do
	name=$(basename "$source" .c)
	[ "$out/$name" -nt "$source" ] && [ "$out/$name" -nt "$out/libtext.a" ] &&
		[ "$out/$name" -nt "$out/libnet.a" ] && continue
	echo "  LD  $name"
	clang -std=c11 -Iinclude -D_XOPEN_SOURCE=700 -O1 -g \
		-Wall -Wextra -Wconversion -Werror \
		-fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
		-fno-omit-frame-pointer -o "$out/$name" "$source" "$out/libnet.a" \
		"$out/libtext.a" "$out/libbase.a" -ljansson -lunistring -lcmark -ldl || status=1
done
exit $status
