#!/bin/sh
# run.sh - the faults: a seeded sample, or all with --every 1 (README)
set -eu
cd "$(dirname "$0")/../.."
exec build/tests/faults/faults "$@"
