#!/bin/sh
# walks.sh - the walks: the harness on itself, then bantin as its users see it
set -u
cd "$(dirname "$0")/.."
status=0
build/tests/walk tests/screen/self/*.walk || status=1
build/tests/walk --pictures tests/walks/pictures tests/walks/*.walk tests/walks/plain/*.walk ||
	status=1
exit $status
