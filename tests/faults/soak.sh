#!/bin/sh
# soak.sh - 10,000 bulletins through random faults: each once, no memory and no file left
set -u
cd "$(dirname "$0")/../.."
STORM=${STORM:-10000} CMOCKA_MESSAGE_OUTPUT=TAP exec "${O:-build}/tests/sync/test_storm"
