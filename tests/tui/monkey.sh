#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# ccwtop survives any key in any state, while the machine changes; see monkey.c. With
# sanitizers it is their test, too.
#
#	MONKEY_KEYS, MONKEY_SEED	others than 10000 and 1
. "$srcdir/tests/tap.sh"

sys=$work/tree
vcssctl render "$srcdir/kernel/machines/zvm-guest.machine" "$sys" || exit 1
unset NO_COLOR CCW_ASSUME_YES XDG_CONFIG_HOME XDG_STATE_HOME INPUTRC
export LC_ALL=C.UTF-8 TERM=xterm HOME="$work" TZ=UTC
# what sanitizers say would be drawn over
export LSAN_OPTIONS="suppressions=$srcdir/tests/tui/lsan.supp:print_suppressions=0"
export ASAN_OPTIONS="log_path=$work/log:allow_user_segv_handler=0"
export UBSAN_OPTIONS="log_path=$work/log:print_stacktrace=1"
cd "$work" || exit 1

# The second half begins with what the first one left: in the tree, in the settings, in
# the history.
keys=${MONKEY_KEYS:-10000}
for options in '-d 0.1' '--ascii -d 0.1'; do
	# shellcheck disable=SC2086 # words
	run "$builddir/tests/tui/monkey" $((keys / 2)) "${MONKEY_SEED:-1}" "$sys" \
		"$builddir/tui/ccwtop" --sysroot "$sys" $options
	expect "$((keys / 2)) keys, $options" 0
	for log in "$work"/log.*; do
		[ ! -e "$log" ] || sed 's/^/# /' "$log"
	done
	rm -f "$work"/log.*
done
finish_tests
