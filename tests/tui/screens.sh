#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What ccwtop draws, each view as a whole. UPDATE=1: see lib.sh.
. "$srcdir/tests/tui/lib.sh"

new_tree

# through SIZE: each view, details, help, a dialog, a prompt
through()
{
	size=$1
	set -- "$@"
	shift
	top "$size" "$@"
	shows "devices$suffix"
	keys F3
	shows "paths$suffix"
	keys F4
	shows "matrix$suffix"
	keys F5
	shows "tree$suffix"
	keys F6
	shows "events$suffix"
	colon 'show 0.0.208f'
	shows "device$suffix"
	colon 'show 0.2a'
	shows "path$suffix"
	keys Escape
	see '> 0\.0\.208f$'
	keys Escape
	see '\[events\]'
	keys '?'
	shows "help$suffix"
	keys Escape
	colon 'vary off 0.00'
	see 'Go on'
	shows "dialog$suffix"
	keys n
	gone 'Go on'
	keys F2
	keys :
	typed 'vary o'
	keys Tab
	shows "prompt$suffix"
	keys Escape
	gone '^:vary'
	keys q
	ends "it ends ($size $*)" 0
}

suffix=-80x24
through 80x24
suffix=-200x60
through 200x60
suffix=-ascii
through 80x24 --ascii
check '--ascii: nothing but ASCII' \
	sh -c "! LC_ALL=C grep -q '[^ -~]' '$expected'/*-ascii.txt"

# ---- what is not the same in all terminals ----

is_coloured()
{
	screen -e | grep -aq "$(printf '\033')\\[[0-9;]*3[0-7]m"
}

not_coloured()
{
	! is_coloured
}

top 80x24
check 'there are colours' is_coloured
top 80x24 --mono
check '--mono: none' not_coloured
on '--mono: but a cursor' '0\.0\.0150'
top 80x24 NO_COLOR=1
check 'NO_COLOR: none' not_coloured
top 80x24 NO_COLOR=
check 'an empty NO_COLOR says nothing' is_coloured
top 80x24 LC_ALL=C
shows devices-ascii
top 80x24 TERM=vt100
check 'a terminal without colours has none' not_coloured
keys Tab Tab Tab
sees 'and the rest of it' '0\.0\.8000 1732/01'
# a VT100 has no such keys: "ESC [ 1 5 ~" is not the key 1, nor "ESC [ 1 ; 2 S" the key S
keys F5 S-F4 Tab
sees 'keys that are not known to the terminal are ignored' '\[events\]'
misses '... and not taken for others' 'go to\|Go on'

# ---- what can be said at once ----

top 80x24 --view matrix
sees '--view' '\[matrix\]'
top 80x24 --filter 'online chpid=2a' --sort linux -o device,linux,chpids
shows options
top 80x24 --view paths --filter 'chpid=2a,3a' --columns chpid,pchid
sees '--columns of the paths' '^  0\.3a  *05e4$'
misses '--filter of the paths' '0\.09'
top 80x24 --view paths --sort depend
begins '--sort: from its first row on' '0\.01 '
on '--sort: ... with the cursor' '0\.01 '
keys I
begins '--sort: the other way round' '0\.00  *up .* 3  *3 '

top 80x24 --filter 'single online' --columns device
sees 'those with a single path are counted' ' 4 single-path$'
printf '%s\n' 0.0.8000 0.0.8001 0.0.8002 0.0.0009 >"$work/want"
devices_of_screen()
{
	screen | sed -n 's/^  \(0\.0\.[0-9a-f]*\) *$/\1/p'
}
lists '... as the filter lists those that are online' devices_of_screen
top 200x24
keys Right Right j
on 'all columns fit: Right does not move them' '0\.0\.0151'
sees '... they are there' '^  Device↓  Subchan\. .* Driver *$'
keys F4 Right j
on '... nor those of the matrix' '0\.0\.0151'
sees '... they are there' '^  Device    00 01 '
top 60x24 --readonly
sees 'a title that is too long is cut before what is on the right' \
	'^ ccwtop.*… no events, swept  [0-9.]* s old$'

# ---- nothing, and what cannot be read ----

mkdir -p "$work/none/devices" "$work/none/bus"
start 80x24 "$ccwtop" --sysroot none
sees 'a machine without channel subsystem' 'has no channel subsystem'
keys q
ends '... ends' 0
start 80x24 "$ccwtop" --sysroot nowhere
ends 'no machine at all' 1
check '... which is said' grep -q nowhere "$run/stderr"
finish_tests
