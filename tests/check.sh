#!/bin/sh
# check.sh - everything that must hold: three builds, then all tests, one verdict
set -eu
cd "$(dirname "$0")/.."
make=${MAKE:-make}
jobs=$(nproc 2>/dev/null || echo 2)
log=$(mktemp)
trap 'rm -f "$log"' EXIT

build() {
	echo "building: $*"
	if ! "$make" --no-print-directory -s -j"$jobs" "$@" >"$log" 2>&1; then
		cat "$log"
		echo "0 passed, 1 failed"
		exit 1
	fi
}
build all tools O=build CC=gcc
build all tools O=build/clang CC=clang
build all tools O=build/asan CC=clang SAN=1

# The units stand apart from each other, and half of what they take is waiting.
exec tests/run -j $((jobs * 2)) \
	$(find build/tests -type f -name 'test_*' -executable | sort) \
	$(find build/asan/tests -type f -name 'test_*' -executable | sort) \
	-- tests/floors.sh tests/readme.sh tests/po.sh tests/manual.sh tests/install.sh \
	tests/harden.sh \
	tests/portal/check.sh \
	tests/walks.sh tests/memory.sh tests/faults/run.sh tests/faults/screen.sh \
	tests/faults/image.sh \
	tests/hostile/line.sh tests/hostile/screen.sh tests/hostile/commands.sh \
	tests/hostile/profile.sh
