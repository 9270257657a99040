#!/bin/sh
# run.sh - the faults: a seeded sample, or every FAULTS_EVERYth call (README)
set -eu
cd "$(dirname "$0")/../.."
exec build/tests/faults/faults ${FAULTS_EVERY:+--every "$FAULTS_EVERY"} "$@"
