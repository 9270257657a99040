#!/bin/sh
# smoke.sh - the fuzz targets for FUZZ_SECONDS each
exec "$(dirname "$0")/run.sh" "${FUZZ_SECONDS:-30}" build/fuzz
