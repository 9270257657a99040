#!/bin/sh
# damage.sh - 1,000 seeded mutations of each database: no crash, no hang, nothing overwritten
set -u
cd "$(dirname "$0")/../.."
BANTIN_MUTATIONS=${BANTIN_MUTATIONS:-1000} CMOCKA_MESSAGE_OUTPUT=TAP \
	exec "${O:-build}/tests/store/test_damage"
