#!/bin/sh
# screen.sh - faults under the open screen: the text stays, and what was saved is told
set -eu
cd "$(dirname "$0")/../.."
exec build/tests/walk tests/faults/walks/*.walk
