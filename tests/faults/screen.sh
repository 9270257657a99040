#!/bin/sh
# screen.sh - faults under the open screen: the text stays, and what was saved is told
set -eu
cd "$(dirname "$0")/../.."
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# save-fails.in once for each thing that a system may say; of them two in make check.
fails() {
	sed "s/@ERRNO@/$1/; s/@WHY@/$2/" tests/faults/walks/save-fails.in >"$dir/$1.walk"
}
fails EROFS 'Read-'
fails EDQUOT 'your share of the disk is used up'
if [ -n "${FAULTS_EVERY:-}" ]; then
	fails ENOSPC 'the disk is full'
	fails EIO 'the disk reports an error'
	fails EACCES 'Permi'
	fails EMFILE 'Too m'
fi
build/tests/walk tests/faults/walks/*.walk "$dir"/*.walk
