#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Every command of ccwtop does what its help says: what is in the tree afterwards, what is
# asked before, and what an answer does.
. "$srcdir/tests/tui/lib.sh"

new_tree
mkdir "$tree/proc"
echo 0.0.4711 >"$tree/proc/cio_ignore"
: >"$css/rescan"
: >"$css/0.0.0009/0.0.208f/safe_offline"
: >"$work/want"
dasd=$css/0.0.0008/0.0.0191
qeth=$css/0.0.0002/0.0.8000

# command NAME: the tests that follow are about it
command_of_table()
{
	echo "$1" >>"$work/want"
}

# does LINE: it is asked about, and the answer is yes
does()
{
	colon "$1"
	see "─ $1 ─" && see 'Go on? \[y/N\]' && keys y
}

top 80x24 -d 0.2

# ---- changes ----

command_of_table vary
does 'vary off 0.0a'
becomes 'vary off' "$css/chp0.0a/status" offline
sees 'vary off: is told' ' vary off 0\.0a: written: no online device'
keys F3
sees 'vary off: can be seen' '0\.0a  *varied off'
does 'vary on 0.0a'
becomes 'vary on' "$css/chp0.0a/status" online
sees 'vary on: can be seen' '0\.0a  *up'
command_of_table configure
does 'configure off 0.0b'
becomes 'configure off' "$css/chp0.0b/configure" 0
sees 'configure off: can be seen' '0\.0b  *standby'
does 'configure on 0.0b'
becomes 'configure on' "$css/chp0.0b/configure" 1
sees 'configure on: can be seen' '0\.0b  *up'
keys F2
command_of_table online
does 'online 0.0.0191'
becomes 'online' "$dasd/online" 1
sees 'online: can be seen' '0\.0\.0191.*yes'
command_of_table offline
does 'offline 0.0.0191'
becomes 'offline' "$dasd/online" 0
misses 'offline: can be seen' '0\.0\.0191.*yes'
does 'online force 0.0.0191'
becomes 'online force' "$dasd/online" force
echo 1 >"$dasd/online"
sees 'online force: is told, when it is' 'online force 0\.0\.0191: done'
does 'offline safe 0.0.208f'
becomes 'offline safe' "$css/0.0.0009/0.0.208f/safe_offline" 0
echo 0 >"$css/0.0.0009/0.0.208f/online"
sees 'offline safe: is told, when it is' 'offline safe 0\.0\.208f: done'
echo 1 >"$css/0.0.0009/0.0.208f/online"
echo 0 >"$dasd/online"
command_of_table attr
does 'attr 0.0.0191 cmb_enable=1'
becomes 'attr' "$dasd/cmb_enable" 1
sees 'attr: is told' 'attr 0\.0\.0191: done'
colon 'attr 0.0.0191 nothing=1'
see 'Go on'
keys y
sees 'attr: one that is not there' 'has no attribute nothing'
colon 'attr 0.0.0191 a/b=1'
sees 'attr: a name that is none' "'a/b' is no name of an attribute"
colon 'attr 0.0.0191 abc'
sees 'attr: no value' "'abc' is not NAME=VALUE"
command_of_table unignore
does 'unignore 0.0.4711'
becomes 'unignore' "$tree/proc/cio_ignore" 'free 0.0.4711'
sees 'unignore: is told' ' unignore 0\.0\.4711: '
command_of_table rescan
colon rescan
see 'Go on'
keys y
becomes 'rescan' "$css/rescan" 1
see ' rescan css0: written'
command_of_table stop
colon stop
sees 'stop: nothing to stop' 'Nothing is being changed'

# ---- the question ----

colon 'vary off 0.00'
sees 'what would be lost' '0\.0\.8000 is removed'
sees '... how many' '3 devices: 3 removed'
sees 'no is what happens without an answer' 'Go on? \[y/N\]'
keys n
sees '... and is told' 'vary off 0\.00: nothing was changed'
for answer in Enter Escape Space q N x C-c Tab F2 1 : Delete; do
	keys Z
	see PAUSED
	keys Z
	gone PAUSED
	colon 'offline 0.0.8000'
	see 'Go on'
	keys "$answer"
	gone 'Go on'
	sees "$answer is no yes" 'offline 0\.0\.8000: nothing was changed'
done
check '... nothing was changed' file_is "$qeth/online" 1
check '... and it goes on' see '\[devices\]'
tm resize-window -x 80 -y 14
colon 'vary off 0.00,0.08-0.0a,2a,3a,1a'
see 'This would leave 8 devices'
keys j j
sees 'a long one goes down' '0\.0\.238f'
misses '...' 'This would leave'
keys k k
sees '... and up' 'This would leave'
keys NPage PPage
sees '... and still waits' 'Go on'
keys y
sees 'the first that does not work' '6 of 7 left as they are'
check '... ends it' file_is "$css/chp0.08/status" online
tm resize-window -x 80 -y 24
echo online >"$css/chp0.00/status"
colon 'vary off 0.01,0.0a-0.0c,2c'
see 'Nothing in use would be lost'
keys y
sees 'several paths: how many' '5 done, 0 failed'
for chpid in 01 0a 0b 0c 2c; do
	check "several paths: 0.$chpid" file_is "$css/chp0.$chpid/status" offline
	echo online >"$css/chp0.$chpid/status"
done

# ---- several, by tags ----

command_of_table tag
colon 'tag 0.0.0191 0.0.0190'
sees 'tag' '2 tagged'
command_of_table untag
colon 'untag 190'
sees 'untag: one' '1 tagged'
colon 'tag 0.0.019d 0.0.019e 0.2c'
see '4 tagged'
keys o
sees 'a change of those tagged' 'online 0\.0\.0191 0\.0\.019d 0\.0\.019e'
keys y
becomes '... the first' "$dasd/online" 1
becomes '... the second' "$css/0.0.0012/0.0.019d/online" 1
becomes '... the third' "$css/0.0.0013/0.0.019e/online" 1
sees '... how many' '3 done, 0 failed'
check '... no others' file_is "$css/0.0.0011/0.0.0190/online" 0
keys v
sees '... of the paths among them' '─ vary off 0\.2c ─'
keys y
becomes '... these only' "$css/chp0.2c/status" offline
colon untag
misses 'untag: all' 'tagged'
colon 'offline 0.0.0190-0.0.019d'
see '─ offline 0\.0\.0190 0\.0\.0191 0\.0\.019d ─'
keys y
becomes 'a range: the first' "$dasd/online" 0
becomes '... the last' "$css/0.0.0012/0.0.019d/online" 0
check '... no others' file_is "$css/0.0.0013/0.0.019e/online" 1

# ---- an object that goes away ----

colon 'offline 0.0.019e'
see 'Go on'
rm "$sys/bus/css/devices/0.0.0013" "$sys/bus/ccw/devices/0.0.019e"
sees 'one that goes away while it is asked about' 'It is gone meanwhile'
keys y
gone 'It is gone'
check '... cannot be changed' file_is "$css/0.0.0013/0.0.019e/online" 1
colon 'online 0.0.0190,0.0.0592'
see 'Go on'
rm "$sys/bus/css/devices/0.0.0014" "$sys/bus/ccw/devices/0.0.0592"
sees 'one of two' 'Some of them are gone meanwhile'
keys y
becomes '... the other one is changed' "$css/0.0.0011/0.0.0190/online" 1
keys Enter
colon 'show 0.0.0191'
see 'ECKD DASD'
rm "$sys/bus/css/devices/0.0.0008" "$sys/bus/ccw/devices/0.0.0191"
sees 'one that goes away while it is looked at' 'Device 0\.0\.0191: it is not there any more'
keys Escape Escape
see '\[devices\]'

# ---- looking ----

command_of_table list
colon 'list tree'
sees 'list' '\[tree\]'
colon 'list dev'
sees 'list: shortened' '\[devices\]'
colon 'list nonsense'
sees 'list: no such view' "No view 'nonsense'"
command_of_table show
colon 'show 208f'
sees 'show: a device' 'Device 0\.0\.208f'
colon 'show 0.0.0009'
sees 'show: a device goes before a subchannel' 'Device 0\.0\.0009'
colon 'show 2a'
sees 'show: a path' 'Channel path 0\.2a'
colon 'show 0.0.1234'
sees 'show: nothing' 'No device or subchannel 0\.0\.1234'
colon 'show xyz'
sees 'show: no id' "'xyz' is neither"
colon 'list devices'
command_of_table filter
colon 'filter online driver=qeth'
sees 'filter' 'filter: online driver=qeth'
misses '...' '0\.0\.8003'
colon filter
sees 'filter: away' 'Everything is listed'
command_of_table sort
colon 'sort linux reverse'
sees 'sort' 'Linux↑'
keys Home
on '...' 'ttyS0'
colon 'sort paths pchid'
colon sort
sees 'sort: back' 'Device↓'
colon 'list paths'
sees 'sort: of another view' 'PCHID↓'
colon 'sort nonsense'
sees 'sort: no such column' "sort: no column 'nonsense'"
colon 'list devices'
command_of_table columns
colon 'columns device,driver'
sees 'columns' '^  Device↓  Driver$'
colon 'columns device,nonsense'
sees 'columns: no such one' "columns: no column 'nonsense'"
colon columns
sees 'columns: which there are' '^ subchannel  *'
keys Escape
command_of_table watch
colon 'watch on'
sees 'watch' 'Changes are printed as they happen'
colon 'watch maybe'
sees 'watch: on or off' "watch: 'on' or 'off'?"
command_of_table pause
colon pause
sees 'pause' PAUSED
colon 'pause off'
misses 'pause off' PAUSED
command_of_table delay
colon 'delay 0.5'
colon delay
sees 'delay' 'every 0\.500 seconds'
colon 'delay 0.01'
sees 'delay: too short' "'0\\.01' is not from 0\\.1 to 60 seconds"
command_of_table save
colon "save $work/events"
sees 'save' "events saved to .*/events"
check '...' grep -q '^20.* 0\.0b state up -> standby$' "$work/events"
colon "save $work/no/events"
sees 'save: where it cannot be' 'No such file or directory'
command_of_table write
colon write
sees 'write' 'Settings written'
check '...' grep -qx 'delay = 0.500' "$HOME/.config/ccwtop"
command_of_table help
colon 'help vary'
sees 'help: of one' '^ vary on|off'
keys Escape
colon 'help filter'
sees 'help: of filters, with the words' '^   degraded'
keys Escape
colon 'help nonsense'
sees 'help: of nothing' "No command 'nonsense'"
colon 'nonsense'
sees 'no such command' "No command 'nonsense'; 'help' lists them"
colon 'wat off'
sees 'a name can be shortened' 'Changes are not printed'
colon 'o 0.0.0190'
sees '... where there is only one' "'o' could be offline or online"
colon s
sees '... several' "'s' could be save, show, sort or stop"
colon 'help un'
sees 'help: of several' "'un' could be unignore or untag"
command_of_table quit
colon quit
ends 'quit' 0

# ---- nothing can be changed ----

# key_is STYLE TEXT: how it is drawn in the bar
key_is()
{
	screen -e | tail -n 1 | grep -aq "$(printf '\033')\\[$1$2"
}

top 120x24 --readonly
sees '--readonly: is said' 'read-only: --readonly was given'
check '--readonly: keys that change are grey' key_is 2m 'v Vary off'
check '--readonly: others are not' key_is 36m 'Enter'
for key in v V c C o F O S a; do
	colon delay
	see 'What is shown'
	keys $key
	sees "--readonly: $key" 'Nothing can be changed: --readonly'
done
for line in 'vary off 0.00' 'configure off 0.00' 'online 190' 'offline 8000' \
	'attr 190 cmb_enable=1' 'unignore 0.0.1' rescan; do
	colon delay
	see 'What is shown'
	colon "$line"
	sees "--readonly: $line" "$line: nothing was changed: --readonly"
done
keys q
ends '--readonly: the end' 0

# ---- none was left out ----

commands_of_help()
{
	echo help | "$ccwtop" --line --sysroot "$tree" | sed 's/ .*//'
}

lists 'the commands of the help text are those tested' commands_of_help
finish_tests
