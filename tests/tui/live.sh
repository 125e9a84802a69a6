#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# ccwtop while the machine changes, the terminal changes its size, and the machine says
# things that must not get to a terminal.
. "$srcdir/tests/tui/lib.sh"

new_tree

# remove SCH DEVICE, add SCH DEVICE: as sysfs would show it
remove()
{
	rm "$sys/bus/css/devices/$1" "$sys/bus/ccw/devices/$2"
}

add()
{
	ln -s "../../../devices/css0/$1" "$sys/bus/css/devices/$1"
	ln -s "../../../devices/css0/$1/$2" "$sys/bus/ccw/devices/$2"
}

# is_styled STYLE TEXT: somewhere on the screen
is_styled()
{
	screen -e | grep -aq "$(printf '\033')\\[[0-9;]*$1m[^$(printf '\033')]*$2"
}

not_styled()
{
	! is_styled "$@"
}

# ---- rows that come and go, cells that change ----

top 80x24 -d 0.2
keys j j j j j j j j j
on 'the cursor' '0\.0\.208f'
remove 0.0.0000 0.0.0150
sees 'a device vanishes' 'Devices  *21:'
check '... its row fades' until_true is_styled 2 '0\.0\.0150 0\.0\.0000'
on '... the cursor stays with its device' '0\.0\.208f'
misses '... its row goes' '0\.0\.0150'
on '... and then, too' '0\.0\.208f'
remove 0.0.0001 0.0.0151
sees 'another one' 'Devices  *20:'
add 0.0.0000 0.0.0150
sees 'one comes back' 'Devices  *21:'
sees '... with a row' '0\.0\.0150'
check '... which is marked' until_true is_styled 35 '0\.0\.0150'
begins '... and is the first' '0\.0\.0150'
on '... the cursor stays' '0\.0\.208f'
remove 0.0.0009 0.0.208f
sees 'the one under the cursor vanishes' 'Devices  *20:'
misses '... its row goes' '0\.0\.208f'
check '... there is a cursor' until_true cursor_is_on '0\.0\.[12]'
add 0.0.0009 0.0.208f
sees '... and comes back' '0\.0\.208f'

keys Home
echo boxed >"$css/0.0.000b/0.0.228f/availability"
sees 'a value changes' '0\.0\.228f.*dasdc.*boxed'
check '... it is marked' until_true is_styled 35 boxed
check '... the rest of the row is not' not_styled 35 dasdc
check '... for some time' until_true not_styled 35 boxed
sees '... it is seen nevertheless' '0\.0\.228f.*boxed'
echo 80 >"$css/0.0.000b/vpm"
sees 'paths that are not used any more' '0\.0\.228f.*●nn'
sees '... are counted' '1 degraded'
keys F6
sees 'events: vanished' '[0-9]  device 0\.0\.0150 vanished'
sees 'events: appeared' '[0-9]  device 0\.0\.0150 appeared'
sees 'events: a value' '[0-9]  device 0\.0\.228f availability good → boxed$'
sees 'events: paths' '[0-9]  device 0\.0\.228f paths +++..... → +nn.....$'
on 'events: the cursor is on the last one' '228f paths'
keys g
on 'events: ... unless it is elsewhere' '0\.0\.0000 vanished'
echo good >"$css/0.0.000b/0.0.228f/availability"
sees 'events: another one' 'boxed → good'
on 'events: ... the cursor stays' '0\.0\.0000 vanished'
keys Enter
sees 'events: what it is about' 'events > 0\.0\.0000'
keys Escape
colon 'filter chpid=0.01'
misses 'events: with a filter, some are left out' '228f'
keys Escape
keys F5
echo offline >"$css/chp0.01/status"
sees 'the tree changes' '0\.01 11 OSD, varied off'
colon 'show 0.01'
see 'state  *varied off'
echo online >"$css/chp0.01/status"
sees 'details change' 'state  *up'
echo offline >"$css/chp0.01/status"
sees '... and back' 'state  *varied off'
keys Escape F2

# ---- pause ----

keys Z
see PAUSED
echo boxed >"$css/0.0.000c/0.0.238f/availability"
sees 'a pause: it gets old' ' [2-9]\.[0-9] s old'
check '... and stays as it was' has_not '0\.0\.238f.*boxed'
keys Z
sees 'no pause: what came meanwhile' '0\.0\.238f.*boxed'
echo good >"$css/0.0.000c/0.0.238f/availability"
sees '... and what comes' '0\.0\.238f.*good'

# ---- the size of the terminal ----

resize()
{
	tm resize-window -x "${1%x*}" -y "${1#*x}"
}

keys Home
resize 40x10
sees '40x10: the bar' '^? Help.* q Quit$'
check '40x10: three rows' until_true has '0\.0\.8001'
check '... and no more' has_not '0\.0\.8002'
keys G
on '40x10: the last row' '0\.0\.ffff'
colon 'vary off 0.00'
sees '40x10: a question' 'Go on'
resize 30x5
sees '30x5' '^The terminal is too small:$'
sees '... is told what is not' '^40x10 is needed$'
keys n
resize 250x70
sees '250x70: all columns' 'Avail\. CHPIDs  *Driver$'
check '250x70: as wide' until_true has '^.\{200,\}q Quit$'
check '... no was answered' has_not 'Go on'
on '... the cursor is where it was' '0\.0\.ffff'
resize 80x24
sees '80x24 again' '^? Help .\{65,72\}q Quit$'
on '... the cursor can be seen' '0\.0\.ffff'
colon 'vary off 0.0a'
see 'Go on'
resize 100x30
see '^? Help .\{80,90\}q Quit$'
keys y
becomes 'another size is no answer' "$css/chp0.0a/status" offline
for size in 41x11 200x9 39x24 120x40 80x24; do
	resize $size
	keys k
done
sees 'sizes in a row' '^? Help .\{65,72\}q Quit$'
on '... and keys between' '0\.0\.0009'
keys q
ends 'the end' 0

# ---- what must not get to the terminal ----

esc=$(printf '\033')
evil=$(printf '\033]0;evil\007\033[31mRED\033[0m\302\233mC1\233mraw\tTAB\377')
echo "$evil" >"$css/0.0.0000/0.0.0150/availability"
rm -f "$css/0.0.0000/0.0.0150/driver"
mkdir "$sys/bus/ccw/drivers/$evil"
ln -s "../../../../bus/ccw/drivers/$evil" "$css/0.0.0000/0.0.0150/driver"
ln -s "../../../devices/css0/0.0.0000/0.0.0150" "$sys/bus/ccw/devices/$evil"
ln -s "../../../devices/css0/0.0.0000" "$sys/bus/css/devices/$evil"
echo "$evil" >"$css/chp0.00/util_string"
mkdir -p "$css/0.0.0009/0.0.208f/block/$evil"
mkdir -p "$sys/devices/css0/$evil"
echo "$evil" >"$css/0.0.0000/0.0.0150/cutype"

# clean NAME FILE: none of it is there
clean()
{
	if [ ! -s "$2" ]; then
		not_ok "$1: nothing was written"
	elif LC_ALL=C grep -aq "$esc]0;\|$esc\\[31mRED\|$(printf '\302\233')\|$(printf '[^\342\302]\233m')\|$(printf '\377')" "$2"; then
		not_ok "$1"
		LC_ALL=C grep -a "evil\|RED" "$2" | cat -v | head -n 3 | sed 's/^/# /'
	else
		ok "$1"
	fi
}

top 200x60 -o device,availability,driver,cutype,linux
see 'RED'
check 'what is not printed is told' until_true has '?]0;evil??\[31mRED?\[0m'
keys Enter
see '> 0\.0\.0150'
see 'driver  *.*RED'
keys Escape
keys F3
colon 'columns paths chpid,util'
see '^  0\.00   ?)'
keys Enter
see 'util  *?)'
keys Escape F4
see '\[matrix\]'
keys F5
see '\[tree\]'
typed '/RED'
keys Enter
echo "x$evil" >"$css/0.0.0000/0.0.0150/availability"
keys F6
see 'availability: not understood'
keys Enter
see '\[Event\]'
keys Escape
colon 'offline 0.0.0150'
see 'Go on'
keys n
typed ':attr 0.0.0150 '
keys Tab Tab Escape
colon "show $(printf '\302\233')31m"
see 'is neither'
keys q
ends 'hostile texts: the end' 0
clean 'hostile texts do not get to the terminal' "$run/raw"
typed=$(printf 'show \033]0;evil\007\n')
printf 'list devices\nlist paths\nlist tree\nlist matrix\nshow 0.0.0150\nshow 0.0.208f\nshow 0.00\ncolumns\n%s\n' \
	"$typed" | "$ccwtop" --sysroot tree --line >"$work/lines" 2>&1
clean 'hostile texts in line mode' "$work/lines"
for view in tree matrix; do
	"$ccwtop" --sysroot tree -b -n 1 --view $view >"$work/batch" 2>&1
	clean "hostile texts in batch mode: $view" "$work/batch"
done
finish_tests
