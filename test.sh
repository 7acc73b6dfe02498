#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds with tests, runs them without a display. The exit code is ctest's.
#   ./test.sh          every test, warnings are errors
#   ./test.sh asan     every test under AddressSanitizer and UndefinedBehaviorSanitizer
#   ./test.sh tsan     the tests of threads (label "threads") under ThreadSanitizer
set -Eeuo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=installer/common.sh
. "${root}/installer/common.sh"

preset=${1:-ci}
tests=()
targets=()
case "${preset}" in
    ci) ;;
    asan)
        export ASAN_OPTIONS="detect_stack_use_after_return=1:strict_string_checks=1:${ASAN_OPTIONS:-}"
        export UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1:${UBSAN_OPTIONS:-}"
        ;;
    tsan)
        export TSAN_OPTIONS="suppressions=${root}/tests/support/tsan.supp:halt_on_error=1:${TSAN_OPTIONS:-}"
        tests=(-L threads)
        targets=(thread_tests)
        ;;
    *) die "unknown argument ${preset}; it may be asan or tsan." ;;
esac

trap step_failed ERR
cd "${root}"
install_dependencies "${root}"
build "${preset}" "${targets[@]}"
step "Test ${preset}" ""
export QT_QPA_PLATFORM=offscreen
exec ctest --test-dir "build/${preset}" --output-on-failure --no-label-summary -j "${CORESPAN_TEST_JOBS:-2}" "${tests[@]}"
