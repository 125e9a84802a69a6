#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Every key of ccwtop does what the help text says of it, and none is left out here.
. "$srcdir/tests/tui/lib.sh"

new_tree
: >"$work/want"

# key SHOWN: as it is in the help text; the tests that follow are about it
key()
{
	key=$1
	echo "$1" >>"$work/want"
}

# asks PATTERN: a question is asked, and answered with no
asks()
{
	sees "$key: asks" "─ $1 ─"
	keys n
	misses "$key: ... no" 'Go on?'
}

top 80x24

# ---- looking closer ----

key '?'
keys '?'
sees '?: help' '\[Help\].*Esc: back'
sees '?: ... of keys' '^ *v  *vary channel paths off'
keys Down
misses '?: ... goes down' '^ *Keys$'
keys Up
sees '?: ... and up' '^ *Keys$'
keys NPage
sees '?: ... page by page' 'first row'
keys Home
sees '?: ... to the first line' '^ *Keys$'
keys End
sees '?: ... to the last line' 'end the program'
sees '?: ... a line that is too long goes on below its text' '^ \{35\}too$'
keys '?'
sees '?: ... and back' '\[devices\]'
keys F1
sees 'F1: help, too' '\[Help\]'
keys F3
sees 'F1: another key does what it does' '\[paths\]'
keys F2

key Enter
keys Enter
sees 'Enter: details' '^ devices > 0\.0\.0150'
key Esc
keys Escape
sees 'Esc: back' '\[devices\]'
colon 'filter online'
sees 'a filter' 'filter: online'
keys Escape
misses 'Esc: takes the filter away' 'filter:'
keys Home
sees '... all are listed' '0\.0\.0150'

key p
keys Home j j p
sees 'p: details' '> 0\.0\.8000'
see 'paths  *+'
keys p
on 'p: ... in these, to the next path' '0  0\.00 '
keys p
on 'p: ... behind the last one, to the first' '0  0\.00 '
keys Enter
see '> 0\.0\.8000 > 0\.00'
see 'Devices on it'
keys p
on 'p: ... to the next device on a path' '0\.0\.8000'
keys p
on 'p: ... the next one' '0\.0\.8001'
keys Escape Escape
see '\[devices\]'

# ---- views ----

key Tab
for view in paths matrix tree events devices; do
	keys Tab
	sees "Tab: $view" "\\[$view\\]"
done
key Shift-Tab
for view in events tree matrix paths devices; do
	keys BTab
	sees "Shift-Tab: $view" "\\[$view\\]"
done
i=2
for view in devices paths matrix tree events; do
	key F$i
	keys F$i
	sees "F$i: $view" "\\[$view\\]"
	i=$((i + 1))
done

# ---- rows and columns ----

keys F2 Home
key 'Home g'
on 'Home' '0\.0\.0150'
key 'Down j'
keys Down
on 'Down' '0\.0\.0151'
keys j
on 'j' '0\.0\.8000'
key 'Up k'
keys Up
on 'Up' '0\.0\.0151'
keys k
on 'k' '0\.0\.0150'
keys k
on 'k: no further' '0\.0\.0150'
key PgDn
keys NPage
on 'PgDn' '0\.0\.0190'
key PgUp
keys PPage
on 'PgUp' '0\.0\.0150'
keys C-f
on '^F' '0\.0\.0190'
keys C-b
on '^B' '0\.0\.0150'
key 'End G'
keys End
on 'End' '0\.0\.ffff'
keys Home
on 'Home' '0\.0\.0150'
keys G
on 'G' '0\.0\.ffff'
keys Down NPage
on 'Down: no further' '0\.0\.ffff'
keys g
on 'g' '0\.0\.0150'

key 'Right l'
keys Right
sees 'Right: columns move out, behind the first' '^  Device↓  DevType '
keys l
sees 'l: columns move out' '^  Device↓  Use '
begins 'l: ... the first stays, with what is in it' '0\.0\.0150  *●'
keys l l l l l l l l l l l l
sees 'l: ... until the last one is there' ' Driver *$'
begins 'l: ... in whole' '0\.0\.0150 .* ctcm *$'
keys Right
key 'Left h'
keys Left h
misses 'Left, h: columns come back' ' Driver'
keys Left Left Left Left Left Left Left Left Left Left h h h h
sees 'Left, h: ... all of them' '^  Device↓  Subchan\. '
keys F5 Home Left
sees 'Left: closes a branch' '▸ 0\.00'
misses 'Left: ...' '─ 0\.0\.8000'
keys Right
sees 'Right: opens a branch' '▾ 0\.00'
sees 'Right: ...' '─ 0\.0\.8000'
keys Down Left
on 'Left: from a leaf to its branch' '0\.00 11'
keys F4 Right
sees 'Right: moves the matrix' '^  Device  *01 08'
keys Left F2

# ---- searching, filters, tags, order ----

key /
keys Home /
typed 019
on '/: as you type' '0\.0\.0191'
typed e
on '/: ... each letter' '0\.0\.019e'
sees '/: what is typed is shown' '^search: 019e'
keys BSpace
on '/: ... and with one less' '0\.0\.0191'
keys Escape
on '/: Esc goes back' '0\.0\.0150'
keys /
typed QDIO
keys Enter
on '/: Enter stays; columns that are not shown count' '0\.0\.8000'
key n
keys n
on 'n' '0\.0\.8001'
key N
keys N N
on 'N: from the first one to the last one' '0\.0\.8005'
keys /
typed nothing
keys Enter
sees '/: what is nowhere' "'nothing' is nowhere in this list"

key "\\"
keys "\\"
typed 'chpid=0.01'
keys Enter
sees '\: filter' 'filter: chpid=0.01'
misses '\: ...' '0\.0\.0150'
sees '\: ... lists what it lets through' '0\.0\.8004'
keys "\\"
sees '\: begins with the one that is there' '^filter: chpid=0.01'
keys C-u Enter
misses '\: an empty one lets all through' 'filter:'
keys G "\\"
typed offline
keys Enter
begins '\: the list begins at its first row' '0\.0\.0150'
on '\: ... the cursor stays where it is' '0\.0\.ffff'
keys Escape
misses '\: without it' 'filter:'
on '\: ... it stays, too' '0\.0\.ffff'
keys "\\"
typed online
keys Enter
on '\: if its row is not listed, it is on the first' '0\.0\.8000'
begins '\: ...' '0\.0\.8000'
keys Escape
misses '\: all' 'filter:'
keys Home
keys "\\"
typed 'nonsense'
keys Enter
sees '\: a wrong one' "filter: Unknown word 'nonsense'"
keys Home
sees '\: ... changes nothing' '0\.0\.0150'

key Space
keys Space Space
sees 'Space: tags' '2 tagged'
sees 'Space: ... the row' '^\* 0\.0\.0151'
on 'Space: ... and goes on' '0\.0\.8000'
keys k Space
sees 'Space: takes a tag away' '  1 tagged'
key U
keys U
misses 'U: no tags' 'tagged'

key '>'
keys '>'
sees '>: next column' 'Subchan\.↓'
keys '>' '>' '>'
sees '>: ... by its values' 'Paths↓'
key '<'
keys '<'
sees '<: the one before' 'Use↓'
keys Home
on '<: ... what is not online is first' '0\.0\.0150'
key I
keys G I
sees 'I: inverted' 'Use↑'
on 'I: ... what is online is first' '0\.0\.8000'
begins 'I: ... and at the top' '0\.0\.8000'
keys I '<' '<' '<'
on '<: back to the ids' '0\.0\.0150'
keys I
sees 'I: the ids' 'Device↑'
begins 'I: ... the last one is the first row' '0\.0\.ffff'
sees 'I: ... below it are the others' '0\.0\.8003'
keys F4
begins 'I: ... in the matrix, too' '0\.0\.ffff'
keys F2 I
begins 'I: and back' '0\.0\.0150'

key 0-9
keys 2
on '0-9: goes there' '0\.0\.208f'
typed 28
on '0-9: ... with each digit' '0\.0\.228f'
sees '0-9: what is typed is shown' '^go to: 228'
keys Escape
on '0-9: Esc goes back' '0\.0\.0150'
typed 0.0.01
keys Enter
on '0-9: with a whole id' '0\.0\.0150'
keys 2
on '0-9: again' '0\.0\.208f'
typed 99
on '0-9: what no row has' '0\.0\.0150'
keys Enter
sees '0-9: ... is said' "No id in this list begins with '299'"
keys F3
typed 3a
keys Enter
on '0-9: a path' '0\.3a'

# ---- what changes something: it is asked about ----

keys Home
key v
keys v
asks 'vary off 0\.00'
key V
keys V
asks 'vary on 0\.00'
key c
keys c
asks 'configure off 0\.00'
key C
keys C
asks 'configure on 0\.00'
keys o
sees 'not of a path' "'online' is for devices: go to one (F2), or tag some"
keys F2 Home
key o
keys o
asks 'online 0\.0\.0150'
key F
keys F
asks 'online force 0\.0\.0150'
key O
keys O
asks 'offline 0\.0\.0150'
key S
keys S
asks 'offline safe 0\.0\.0150'
keys v
sees 'not of a device' "'vary off' is for channel paths: go to one (F3), or tag some"
keys C
sees '... another key' "'configure on' is for channel paths: go to one (F3)"
key a
keys a
sees 'a: the command, with the device' '^:attr 0\.0\.0150 *$'
typed cmb_enable=0
keys Enter
asks 'attr 0\.0\.0150 cmb_enable=0'

# ---- the program ----

key Z
keys Z
sees 'Z: pause' 'PAUSED'
keys Z
misses 'Z: ... and on' 'PAUSED'
key s
keys s
sees 's: events are saved' '[0-9] events saved to ccwtop-[0-9]*-[0-9]*\.txt'
check 's: ... into a new file' [ "$(find "$work" -maxdepth 1 -name 'ccwtop-2*.txt' | wc -l)" = 1 ]
key W
keys W
sees 'W: settings are written' 'Settings written to .*/.config/ccwtop'
check 'W: ... into the file' grep -qx 'sort.devices = id' "$HOME/.config/ccwtop"
key :
keys :
sees ':: a prompt' '^:$'
keys Escape
misses ':: Esc leaves it' '^:$'
key '^L'
keys F2 Home
printf '\033[8;1HGARBAGE' >"$(tm display-message -p '#{pane_tty}')"
see GARBAGE
keys C-l
misses '^L: draws all anew' GARBAGE
printf '\033[8;1HGARBAGE' >"$(tm display-message -p '#{pane_tty}')"
see GARBAGE
keys F12
misses 'F12: the same' GARBAGE

# the X10 protocol: button 1, and its release, at column 3, line 8; the wheel; in the tabs
typed "$(printf '\033[M #(\033[M##(')"
on 'a click: the row' '0\.0\.8000'
typed "$(printf '\033[Ma#(')"
on 'the wheel: down' '0\.0\.8003'
typed "$(printf '\033[M`#(')"
on 'the wheel: up' '0\.0\.8000'
typed "$(printf '\033[M .$\033[M#.$')"
sees 'a click: the view' '\[paths\]'

key q
keys q
ends 'q: the end' 0
top 80x24
keys C-c
ends '^C: the end' 0
top 80x24
keys F10
ends 'F10: the end' 0

# a shell with jobs
key '^Z'
tm kill-server
rm -f "$work/tmux"
n_runs=$((n_runs + 1))
run=$work/run$n_runs
mkdir "$run"
tm new-session -d -x 80 -y 24 sh -i
typed "PS1='ready: '; stty -a >$run/before; $ccwtop --sysroot tree"
keys Enter
see '\[devices\]'
keys C-z
sees '^Z: back in the shell' '^ready:$'
typed "stty -a >$run/after; touch $run/status"
keys Enter
until_true has_ended
check '^Z: the terminal is as before' cmp "$run/before" "$run/after"
keys f g Enter
sees '^Z: fg brings it back' '\[devices\]'
keys F3
sees '... and it goes on' '\[paths\]'
keys q
sees '... to its end' '^ready:$'

# ---- none was left out ----

top 80x80
keys '?'
see 'go to an id'
# of several keys for one thing, the first is tested by "key", the others as "F1"
first_of_each()
{
	while read -r one rest; do
		case $one in
		Up | Down | Left | Right | Home | End) echo "$one${rest:+ $rest}" ;;
		*) echo "$one" ;;
		esac
	done
}

keys_of_help()
{
	screen | sed -n '/^ *Keys$/,/^$/s/^   \(.\{12\}\) .*/\1/p' | sed 's/ *$//' | first_of_each
}
lists 'the keys of the help text are those tested' keys_of_help
finish_tests
