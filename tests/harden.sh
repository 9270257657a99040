#!/bin/sh
# harden.sh - how the program is compiled and linked, by what stands in the file itself
set -u
cd "$(dirname "$0")/.."
bin=${BIN:-build/bantin}
n=0 failed=0

# has WHAT WORDS OPTIONS...: a line of readelf with the words
has() {
	what=$1 words=$2
	shift 2
	n=$((n + 1))
	if readelf -W "$@" "$bin" 2>/dev/null | grep -q -E -e "$words"; then
		echo "ok $n - $what"
	else
		echo "not ok $n - $what"
		failed=1
	fi
}

has 'it may lie anywhere in memory (PIE)' 'FLAGS_1.*\bPIE\b' -d
has 'what the linker fills in is read-only after (RELRO)' 'GNU_RELRO' -l
has 'all of it is filled in before it starts (now)' 'BIND_NOW' -d
has 'the stack holds no program' 'GNU_STACK .* RW +0x' -l
has 'a stack that is written past its end is noticed' '__stack_chk_fail' --dyn-syms
has 'so are buffers of a known size (FORTIFY)' '__(mem|str|sn?|vsn?|f)[a-z]*_chk' --dyn-syms
echo "1..$n"
exit $failed
