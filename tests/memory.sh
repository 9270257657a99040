#!/bin/sh
# memory.sh - valgrind over sync, list and show; all walks under ASan and UBSan, leaks too
set -u
cd "$(dirname "$0")/.."
under='valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,indirect,possible --errors-for-leak-kinds=definite,indirect'
status=0
build/tests/walk --under "$under" --limit 120 tests/walks/memory/commands.walk || status=1
LSAN_OPTIONS=print_suppressions=0:suppressions=$PWD/tests/walks/memory/lsan.supp \
	build/tests/walk --bin build/asan/bantin --limit 60 --pictures tests/walks/pictures \
	tests/walks/*.walk || status=1
exit $status
