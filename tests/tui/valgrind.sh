#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A session under valgrind: no errors, nothing lost.
. "$srcdir/tests/tui/lib.sh"

if ! command -v valgrind >/dev/null; then
	echo '1..0 # SKIP valgrind is not installed'
	exit 0
elif nm "$ccwtop" 2>/dev/null | grep -q __asan_init; then
	# valgrind cannot run what is built with them
	ok 'sanitizers look for the same, in all the other tests'
	finish_tests
	exit 0
fi
new_tree
# libtool has put a script in front of what is linked to libraries of this build
program=$builddir/tui/.libs/ccwtop
[ -x "$program" ] || program=$ccwtop
checker="valgrind --quiet --error-exitcode=99 --leak-check=full
	--errors-for-leak-kinds=definite,indirect --show-leak-kinds=definite,indirect
	--suppressions=$srcdir/tests/tui/valgrind.supp"

# shellcheck disable=SC2086 # words
start 80x24 $checker "$program" --sysroot tree -d 0.5
see '^ Paths  *29'
for view in paths matrix tree events devices; do
	keys Tab
	sees "$view" "\\[$view\\]"
done
colon 'show 0.0.208f'
sees 'a device' 'devtype  *3390'
keys p Enter
sees 'its path' 'Channel path 0\.3a'
keys Escape Escape
see '\[devices\]'
keys '?'
sees 'help' '\[Help\]'
keys Escape
rm "$sys/bus/css/devices/0.0.0000" "$sys/bus/ccw/devices/0.0.0150"
sees 'a device goes' 'Devices  *21:'
keys / d a s d Enter
colon 'filter online'
see 'filter: online'
colon 'sort linux reverse'
see 'Linux↑'
keys :
typed 'vary o'
keys Tab
see '^off on'
keys Escape
keys : Up Escape
colon 'tag 0.0a 0.0b'
see '2 tagged'
keys F3 v
see 'Go on'
keys y
becomes 'a change' "$css/chp0.0b/status" offline
see '2 done'
keys W
see 'Settings written'
colon 'offline 0.0.208f'
see 'Go on'
keys n
colon 'vary off 0.00'
see 'is removed'
keys q
see 'nothing was changed'
keys q
ends 'no errors, nothing lost' 0

# shellcheck disable=SC2086 # words
printf 'list\nlist tree\nshow 0.0.208f\nvary off 0.08\nonline 0.0.0190\nhelp\n' |
	$checker "$program" --sysroot tree --line >"$work/out" 2>"$work/err"
status=$?
# nobody could be asked about 0.08
expect 'line mode' 1
# shellcheck disable=SC2086 # words
run $checker "$program" --sysroot tree -b -n 2 -d 0.1 --view tree
expect 'batch mode' 0
finish_tests
