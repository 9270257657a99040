#!/bin/sh
# races.sh - 200 races of several starts on one profile: one owner, the others know who
set -u
cd "$(dirname "$0")/../.."
BANTIN_RACES=${BANTIN_RACES:-200} CMOCKA_MESSAGE_OUTPUT=TAP \
	exec "${O:-build}/tests/store/test_race"
