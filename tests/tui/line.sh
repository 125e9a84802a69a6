#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# ccwtop without a full screen: line mode on a terminal and in a pipe, batch mode.
. "$srcdir/tests/tui/lib.sh"

new_tree

# ---- a terminal that cannot do more ----

prompt='^ccwtop> *$'
start 80x24 env TERM=dumb "$ccwtop" --sysroot tree
sees 'a dumb terminal has a prompt' "$prompt"
check '... and is told why' grep -q 'line mode, as the terminal cannot move its cursor' \
	"$run/stderr"
typed 'list'
keys Enter
sees 'a list goes page by page' '^-- more: Enter, or q --'
check '... a page' has_not '0\.0\.ffff'
keys Enter
sees '... the rest' '0\.0\.ffff'
sees '... and a prompt' "$prompt"
typed list
keys Enter
see '^-- more'
typed q
keys Enter
see "$prompt"
check '... or not' [ "$(screen | grep -c '0\.0\.ffff')" -le 1 ]
typed list
keys Enter
see '^-- more'
typed delay
keys Enter
sees '... or another command' '^What is shown is read every'
see "$prompt"
typed 'vary off 0.00'
keys Enter
sees 'a question' '^Go on? \[y/N\] *$'
sees '... what would be lost' '^  0\.0\.8000 is removed'
keys Enter
sees '... no' '^vary off 0\.00: nothing was changed'
check '... nothing was changed' file_is "$css/chp0.00/status" online
keys C-l
typed "$(printf 'vary off 0.00\ry\r')"
until_true has '^Go on'
check 'a yes from before the question is no answer' file_is "$css/chp0.00/status" online
keys C-l
for device in 0.0.0002/0.0.8000 0.0.0003/0.0.8001 0.0.0004/0.0.8002; do
	echo 0 >"$css/$device/online"
done
sees 'while it is asked, nothing is in use any more' '^Nothing in use would be lost'
sees '... it is asked nevertheless' '^Go on? \[y/N\] *$'
check '... nothing was changed' file_is "$css/chp0.00/status" online
for device in 0.0.0002/0.0.8000 0.0.0003/0.0.8001 0.0.0004/0.0.8002; do
	echo 1 >"$css/$device/online"
done
until_true has '^  0\.0\.8002 is removed'
keys Enter
until_true has 'nothing was changed'
keys C-l
typed 'vary off 0.00'
keys Enter
until_true has '^Go on'
typed y
keys Enter
becomes '... yes' "$css/chp0.00/status" offline
echo online >"$css/chp0.00/status"
sees '... what became of it' '^vary off 0\.00: \(unchanged\|done\|written\)'
typed 'vary off 0.08'
keys Enter
see '^  0\.0\.0009 is removed'
mv "$css/chp0.08" "$work/chp0.08"
sees 'one that goes away meanwhile' '^It is not there any more'
sees '... is not changed' '^vary off 0\.08: nothing was changed'
mv "$work/chp0.08" "$css/chp0.08"
check '... indeed' file_is "$css/chp0.08/status" online
typed 'watch on'
keys Enter
see '^Changes are printed'
echo boxed >"$css/0.0.0005/0.0.8003/availability"
sees 'watch: changes are printed' '[0-9]  device 0\.0\.8003 availability good -> boxed'
sees '... and a prompt' "$prompt"
keys C-d
ends 'end of input' 0

start 80x24 "$ccwtop" --sysroot tree --line
see "$prompt"
typed 'sho'
keys Tab
typed '0.0.208'
keys Tab
sees 'Tab completes' '^ccwtop> show 0\.0\.208f'
echo good >"$css/0.0.0005/0.0.8003/availability"
keys Enter
sees '... what is carried out' '^Attributes$'
keys q Enter
keys C-c
ends '^C' 130
echo 'list matrix' | "$ccwtop" --sysroot tree --line >"$work/matrix" 2>/dev/null
check 'a matrix that is wider than the terminal' [ "$(head -n 1 "$work/matrix" | wc -c)" = 98 ]
# from the 79th column on, there is room for a part of a cell only
cut -c 1-78 "$work/matrix" | sed 's/ *$//' >"$work/want"
matrix_of_screen()
{
	screen | sed -n '/^Device/,/^0\.0\.ffff/p'
}
start 80x40 "$ccwtop" --sysroot tree --line
see "$prompt"
typed 'list matrix'
keys Enter
see '^0\.0\.ffff'
lists '... is cut' matrix_of_screen
start 80x24 env TERM=nonsense "$ccwtop" --sysroot tree
see 'ccwtop>'
check 'a terminal that is not known' grep -q 'line mode, as the terminal is not known' \
	"$run/stderr"
keys C-d
ends '... ends' 0

# ---- a pipe ----

# line [OPTION...]: carries out standard input
line()
{
	# shellcheck disable=SC2086 # words
	${yes:+env CCW_ASSUME_YES=1} "$ccwtop" --sysroot "$tree" --line "$@" \
		>"$work/out" 2>"$work/err"
	status=$?
}

# out NAME PATTERN: such a line was printed
out()
{
	if grep -q -- "$2" "$work/out"; then
		ok "$1"
	else
		not_ok "$1"
		sed 's/^/# |/' "$work/out" "$work/err"
	fi
}

line <<END
list
list paths
list matrix
list tree
list events
show 0.0.208f
show 0.3a
show
filter online
list devices
columns device
sort device reverse
list devices
delay 0.5
delay
watch off
pause on
pause off
stop
tag 0.0.208f
untag
save $work/events
columns help
help
nonsense
END
expect 'each command; some make no sense' 1
check '... nothing on standard error' [ ! -s "$work/err" ]
"$ccwtop" --sysroot "$tree" -b -n 1 >"$work/list"
head -n "$(wc -l <"$work/list")" "$work/out" >"$work/have"
check 'list: the same as in batch mode' cmp "$work/list" "$work/have"
out 'list matrix' '^0\.0\.208f .*+'
out 'list tree' '^▾ 0\.00 11 OSD'
out 'show: a device' '^  devtype  *3390/0c$'
out 'show: a path' '^  pchid  *05e4 *$'
out 'show: which' '^Which device or channel path?$'
out 'delay' '^What is shown is read every 0\.500 seconds$'
out 'stop' '^Nothing is being changed$'
out 'save' "^[0-9]* events saved to $work/events"
out 'help' '^vary on|off'
out 'no such command' "^No command 'nonsense'"
out 'sort, filter, columns: a list' '^0\.0\.8000$'
check '... in this order' [ "$(grep '^0\.0\.[0-9a-f]*$' "$work/out" | head -n 1)" = 0.0.8002 ]

# what is not read of all objects until it is asked for
for rest in 'pause off' 'pause on'; do
	line -o device <<END
$rest
columns device,driver,sch-driver,group,modalias
filter driver=io_subchannel
sort group
list
END
	cp "$work/out" "$work/have"
	run "$ccwtop" --sysroot "$tree" -b -n 1 -o device,driver,sch-driver,group,modalias \
		--filter driver=io_subchannel --sort group
	check "$rest: other columns, and a filter: all are there" [ "$(wc -l <"$work/out")" = 24 ]
	tail -n 24 "$work/have" >"$work/list"
	check '... as in batch mode' cmp "$work/list" "$work/out"
done

printf 'vary off 0.0a\nconfigure off 0.0b\nonline 0.0.0190\nattr 0.0.0191 cmb_enable=1\noffline 0.0.8003\n' >"$work/in"
line <"$work/in"
expect 'changes that take nothing in use' 0
check '... vary' file_is "$css/chp0.0a/status" offline
check '... configure' file_is "$css/chp0.0b/configure" 0
check '... online' file_is "$css/0.0.0011/0.0.0190/online" 1
check '... attr' file_is "$css/0.0.0008/0.0.0191/cmb_enable" 1
out '... are told' '^online 0\.0\.0190: done'
echo 'attr 0.0a status=online' >"$work/in"
line <"$work/in"
expect 'attr with the words that sysfs shows' 0
check '... online' file_is "$css/chp0.0a/status" online
echo 'attr 0.0a status=offline' >"$work/in"
line <"$work/in"
expect '... offline' 0
check '... it is' file_is "$css/chp0.0a/status" offline
echo 'vary off 0.08' >"$work/in"
line <"$work/in"
expect 'a change that takes something in use' 1
out '... nobody can be asked' '^Nobody can be asked here: with CCW_ASSUME_YES'
out '... what would be lost' '^  0\.0\.0009 is removed'
out '... is not made' '^vary off 0\.08: nothing was changed'
check '... indeed' file_is "$css/chp0.08/status" online
printf 'vary off 0.08' >"$work/in"
yes=1
line <"$work/in"
yes=
check 'CCW_ASSUME_YES: it is made; the last line needs no end' \
	file_is "$css/chp0.08/status" offline
echo online >"$css/chp0.08/status"
printf 'y\nvary off 0.08\ny\n' >"$work/in"
line <"$work/in"
check 'y in a pipe is no answer' file_is "$css/chp0.08/status" online
echo 'vary off 0.08' >"$work/in"
yes=1
line --readonly <"$work/in"
yes=
out '--readonly' '^vary off 0.08: nothing was changed: --readonly was given$'
check '...' file_is "$css/chp0.08/status" online
line </dev/null
expect 'no input' 0 /dev/null
printf 'attr , x=1\noffline ,\nvary off ,\n' >"$work/in"
line <"$work/in"
expect 'a list of nothing' 1
out '... names no device' "^',' names no"
printf 'quit\nlist\n' >"$work/in"
line <"$work/in"
expect 'quit: what comes behind it is not carried out' 0 /dev/null
"$ccwtop" --sysroot "$tree" </dev/null >"$work/out" 2>"$work/err"
status=$?
expect 'no terminal: line mode' 0
expect_err '... says why' 'line mode, as standard input or output is no terminal'
echo list | "$ccwtop" --sysroot "$work/nowhere" --line >"$work/out" 2>"$work/err"
status=$?
expect 'nothing to read' 1
# little is lost when it is flushed, much while it is printed
for commands in list 'help\nlist\nlist tree\nlist paths\nlist matrix\nhelp filter'; do
	# shellcheck disable=SC2059 # its newlines are written out
	printf "$commands\n" | "$ccwtop" --sysroot "$tree" --line >/dev/full 2>"$work/err"
	status=$?
	expect 'where nothing can be written' 1
	expect_err '... says why' 'ccwtop: Cannot write standard output: No space left'
done

# ---- batch mode ----

run "$ccwtop" --sysroot "$tree" -b -n 2 -d 0.1
expect '-b -n 2' 0
check '... two lists' [ "$(grep -c '^0\.0\.208f' "$work/out")" = 2 ]
check '... with the time' [ "$(grep -c '^20[0-9-]* [0-9:]*$' "$work/out")" = 2 ]
for view in devices paths matrix tree; do
	run "$ccwtop" --sysroot "$tree" -b -n 1 --view $view
	expect "-b --view $view" 0
	check "... has lines" grep -q '0\.\(0\.208f\|3a\)' "$work/out"
done
run "$ccwtop" --sysroot "$tree" -b -n 1 --ascii --view tree
check '-b --ascii' sh -c "! LC_ALL=C grep -q '[^ -~]' '$work/out'"
run "$ccwtop" --sysroot "$tree" -b -n 1 -o device --filter 'online chpid=2a' --sort device
printf '%s\n' 0.0.0190 0.0.208f 0.0.218f 0.0.228f 0.0.238f >"$work/want"
sed '1,2d' "$work/out" >"$work/have"
check '-b --filter --sort -o' cmp "$work/want" "$work/have"
lscss --sysroot "$tree" --format csv -o device,online >"$work/want"
run "$ccwtop" --sysroot "$tree" -b -n 1 --format csv -o device,online
expect '-b --format csv: as lscss' 0 "$work/want"
lschp --sysroot "$tree" --format json -o chpid,state >"$work/want"
run "$ccwtop" --sysroot "$tree" -b -n 1 --view paths --format json -o chpid,state
expect '-b --format json: as lschp' 0
for format in json-seq jsonl pairs csv; do
	run "$ccwtop" --sysroot "$tree" -b -n 1 --format $format
	expect "-b --format $format" 0
	check "... has lines" grep -q '0\.0\.208f' "$work/out"
done
run "$ccwtop" --sysroot "$tree" -b -n 2 -d 0.1 --format jsonl -o device
check '-b -n 2 --format jsonl: both' [ "$(grep -c '208f' "$work/out")" = 2 ]
mkdir -p "$work/none/devices" "$work/none/bus"
for view in devices paths; do
	run "$ccwtop" --sysroot "$work/none" -b -n 2 -d 0.1 --view $view
	expect "-b --view $view: no channel subsystem" 0
	check '... is said, once' [ "$(grep -c '^ccwtop: No channel subsystem in .*/none$' "$work/err")" = 1 ]
done
printf 'list\nlist events\n' | "$ccwtop" --sysroot "$work/none" --line >"$work/out" 2>"$work/err"
status=$?
expect 'line mode: no channel subsystem' 0
check '... is said, where there is a list' [ "$(grep -c 'No channel subsystem' "$work/err")" = 1 ]
run "$ccwtop" --sysroot "$tree" -b -n 1
check '-b: otherwise nothing is' [ ! -s "$work/err" ]
run "$ccwtop" --sysroot "$work/nowhere" -b -n 1
expect '-b: nothing to read' 1
"$ccwtop" --sysroot "$tree" -b -n 3 >/dev/full 2>"$work/err"
status=$?
expect '-b: where nothing can be written' 1
# without end, until nobody reads it any more
"$ccwtop" --sysroot "$tree" -b -d 0.1 2>"$work/err" | head -n 60 >"$work/out"
check '-b: without end' [ "$(grep -c '^0\.0\.0150' "$work/out")" -ge 2 ]

# ---- all channel paths there can be ----

"$builddir/bench/gen-machine" 20 256 | vcssctl render - "$work/large"
{
	printf 'Device    '
	lschp --sysroot "$work/large" --format csv -o chpid | sed '1d; s/.*\.\(.*\)"/\1 /' | tr -d '\n'
	echo
} >"$work/want"
check 'a machine with 256 channel paths' [ "$(wc -c <"$work/want")" = $((10 + 3 * 256 + 1)) ]
run "$ccwtop" --sysroot "$work/large" -b -n 1 --view matrix
expect '-b --view matrix' 0
head -n 1 "$work/out" >"$work/have"
check '... all are in its heading' cmp "$work/want" "$work/have"
check '... rows are as wide' sh -c "! grep -qv '^.\{$((10 + 3 * 256))\}\$' '$work/out'"
check '... a row for each' [ "$(wc -l <"$work/out")" = 21 ]
cp "$work/out" "$work/matrix"
echo 'list matrix' | "$ccwtop" --sysroot "$work/large" --line >"$work/out" 2>"$work/err"
status=$?
expect '... line mode has the same' 0 "$work/matrix"

# ---- what makes no sense: some of it would go on without end ----

for option in --nonsense '-n x' '-n -1' '-d 0.01' '-d 61' '-d x' '--view nonsense' \
	'--filter nonsense' '--sort nonsense' '-o nonsense' '-b --format nonsense' \
	'-b --line' '--format csv' '-b --format json' '-b --view events' argument \
	'-b --view tree -n 1 --format csv'; do
	# shellcheck disable=SC2086 # words
	run timeout 10 "$ccwtop" --sysroot "$tree" $option </dev/null
	expect "$option" 2
	check '... is said' [ -s "$work/err" ]
done
for option in --help --version '-o help' '--view paths -o help'; do
	# shellcheck disable=SC2086 # words
	run "$ccwtop" $option
	expect "$option" 0
	check '... has something to say' [ -s "$work/out" ]
done
finish_tests
