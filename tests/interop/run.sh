#!/bin/sh
# run.sh - bantin against real servers; says so and passes where they cannot be had
set -u
cd "${0%/*}/../.." || exit 1

# shellcheck disable=SC2086 # a list of packages
if ! tests/deps.sh ${INTEROP_PACKAGES:-}; then
	echo "interop: skipped, these packages cannot be installed: $INTEROP_PACKAGES"
	exit 0
fi
exec tests/run tests/interop/tls.sh tests/interop/wordpress.sh
