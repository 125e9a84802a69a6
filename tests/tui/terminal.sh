#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# How ccwtop ends, and what it leaves behind: the terminal, settings, history.
. "$srcdir/tests/tui/lib.sh"

new_tree

# Of all processes, the one that has been started here: the shell of the terminal has it.
pid_of_top()
{
	shell=$(tm display-message -p '#{pane_pid}')
	cat "/proc/$shell/task/$shell/children"
}

# ended_by SIGNAL STATUS
ended_by()
{
	top 80x24
	# shellcheck disable=SC2046 # there is one
	kill -"$1" $(pid_of_top)
	ends "SIG$1: status $2, and the terminal is as it was" "$2"
	check '... with a cursor' [ "$(tm display-message -p '#{cursor_flag}')" = 1 ]
	check '... without mouse' [ "$(tm display-message -p '#{mouse_any_flag}')" = 0 ]
	check '... on its own screen' [ "$(tm display-message -p '#{alternate_on}')" = 0 ]
}

top 80x24
check 'the mouse is taken' [ "$(tm display-message -p '#{mouse_any_flag}')" = 1 ]
check 'the other screen is used' [ "$(tm display-message -p '#{alternate_on}')" = 1 ]
keys q
ends 'q: status 0, and the terminal is as it was' 0
check '... without mouse' [ "$(tm display-message -p '#{mouse_any_flag}')" = 0 ]
check '... on its own screen' [ "$(tm display-message -p '#{alternate_on}')" = 0 ]
ended_by TERM 143
ended_by INT 130
ended_by HUP 129
ended_by QUIT 131
ended_by SEGV 139
ended_by ABRT 134
# while something is typed, or asked
for what in : /; do
	top 80x24
	keys "$what" a
	see 'a$'
	# shellcheck disable=SC2046 # there is one
	kill -TERM $(pid_of_top)
	ends "SIGTERM behind '$what'" 143
done
top 80x24
colon 'vary off 0.00'
see 'Go on'
# shellcheck disable=SC2046 # there is one
kill -TERM $(pid_of_top)
ends 'SIGTERM before an answer' 143
check '... nothing was changed' file_is "$css/chp0.00/status" online
top 80x24
colon 'vary off 0.00'
see 'Go on'
keys y
until_true file_is "$css/chp0.00/status" offline
keys q
ends 'the end while something is being changed' 0
echo online >"$css/chp0.00/status"
top 80x24
keys Z
tm kill-session
check 'the terminal goes away: so does it' until_true has_ended

# ---- settings ----

config=$HOME/.config/ccwtop
top 80x24
colon 'columns device,name,driver'
see '^  Device↓  Name '
colon 'sort driver reverse'
see 'Driver.*↑'
colon 'sort paths pchid'
colon 'delay 0.7'
keys W
see 'Settings written'
keys q
ends 'settings are written' 0
cat >"$work/want" <<END
# settings of ccwtop(8)
delay = 0.700
colours = yes
ascii = no
columns.devices = device,name,driver
sort.devices = driver reverse
END
head -n 6 "$config" >"$work/have"
check '... into the file' cmp "$work/want" "$work/have"
top 80x24
sees 'the next start has them' 'Driver.*↑'
colon delay
sees '... the delay, too' '0\.700'
top 80x24 -d 2 -o device --sort device
sees 'options go before' '^  Device↓$'
colon delay
sees '... the delay, too' '2\.000'
printf 'ascii = yes\ncolours=no # none\n' >"$config"
top 80x24
sees 'ascii in the file' '^  Devicev'
check 'colours in the file' sh -c "! tmux -u -S '$work/tmux' capture-pane -pe | grep -q '3[0-7]m'"
cat >"$config" <<END
# a comment

delay = 0.01
nonsense = 1
nonsense
columns.devices = device,nonsense
columns.nonsense = device
sort.devices = nonsense
sort.paths = pchid sideways
colours = maybe
columns.paths = chpid,pchid
END
top 200x24 --view paths
sees 'a line behind bad ones counts' '^  CHPID↓  *PCHID$'
keys F6
for line in 3 6 8 9 10; do
	sees "line $line makes no sense" "ccwtop, line $line: this value makes no sense; the line is ignored"
done
for line in 4 5 7; do
	sees "line $line is none" "ccwtop, line $line: no such setting; the line is ignored"
done
colon delay
sees '... and is ignored' '1\.000'
keys q
ends '... the end' 0
check '... it is said at the end, too' [ "$(grep -c 'the line is ignored' "$run/stderr")" = 8 ]
rm "$config"
mkdir "$work/xdg"
top 80x24 XDG_CONFIG_HOME="$work/xdg"
keys W
see 'Settings written'
check 'XDG_CONFIG_HOME' [ -s "$work/xdg/ccwtop" ]
top 80x24 XDG_CONFIG_HOME=relative
keys W
see 'Settings written'
check 'XDG_CONFIG_HOME: not if it is relative' [ -s "$config" ]
rm "$config"
mkdir "$work/dotfiles"
ln -s "$work/dotfiles/ccwtop" "$config"
top 80x24
keys W
see 'Settings written'
check 'a link stays one' [ -L "$config" ]
check '... and leads to the settings' grep -qx 'sort.devices = id' "$work/dotfiles/ccwtop"
rm "$config"
top 80x24 XDG_CONFIG_HOME="$work/xdg/a/b"
keys W
see 'Settings written'
check 'folders are made' [ -s "$work/xdg/a/b/ccwtop" ]
top 80x24 HOME=
keys W
sees 'no home' 'there is no home folder'
: >"$work/file"
top 80x24 XDG_CONFIG_HOME="$work/file"
keys W
sees 'settings that cannot be written' 'write: .*Not a directory'

# ---- history ----

rm -f "$config"
top 80x24
colon 'show 0.0.8001'
see '> 0\.0\.8001'
colon 'list paths'
see '\[paths\]'
keys q
ends 'a history is kept' 0
check '... in its file' grep -qx 'show 0.0.8001' "$HOME/.local/state/ccwtop-history"
top 80x24
keys :
keys Up
sees 'the next start has it' '^:list paths'
keys Up
sees '... all of it' '^:show 0\.0\.8001'
keys Down Left Left Left Left Left BSpace
sees 'a line can be edited' '^:listpaths'
keys C-a
typed x
keys C-e
typed y
sees '... from one end to the other' '^:xlistpathsy'
keys Escape
keys q
ends '... the end' 0
start 80x24 "$ccwtop" --sysroot tree --line
see '^ccwtop> *$'
keys Up Up
sees 'line mode has it, too' '^ccwtop> show 0\.0\.8001'
keys C-u
typed quit
keys Enter
ends '... the end' 0
check '... and adds to it' grep -qx quit "$HOME/.local/state/ccwtop-history"
top 80x24 XDG_STATE_HOME="$work/state"
colon 'list tree'
see '\[tree\]'
keys q
ends 'XDG_STATE_HOME' 0
check '... has the file' grep -qx 'list tree' "$work/state/ccwtop-history"
finish_tests
