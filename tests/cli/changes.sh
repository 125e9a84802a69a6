#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# chchp and chccwdev on a tree: what is asked, what is refused, what is reported. What
# the kernel makes of it is seen in guests.
[ ! -w /dev/shm ] || export TMPDIR="${TMPDIR:-/dev/shm}"
# shellcheck source=tests/tap.sh
. "$srcdir/tests/tap.sh"
unset CCW_ASSUME_YES

vcssctl render "$srcdir/kernel/machines/zvm-guest.machine" "$work/tree"
export SYSFS_ROOT="$work/tree"
css=$SYSFS_ROOT/devices/css0

digest()
{
	(cd "$SYSFS_ROOT" && find . -type f -exec cksum {} + | sort)
}

# is FILE VALUE
is()
{
	[ "$(cat "$css/$1")" = "$2" ]
}

# on_terminal ANSWER COMMAND...
on_terminal()
{
	answer=$1
	shift
	# shellcheck disable=SC2059 # the answer has its newline written out
	printf "$answer" | script -qec "$*" /dev/null >"$work/out" 2>&1
	status=$?
}

# ---- what is asked ----

chchp=$builddir/chchp/chchp
chccwdev=$builddir/chccwdev/chccwdev
on_terminal 'n\n' "$chchp -v 0 0.08"
expect 'the last path: no' 1
check '... there is a question' grep -qF 'Go on? [y/N]' "$work/out"
check '... says what is lost' grep -q '0.0.0009 is removed' "$work/out"
check '... and nothing is written' is chp0.08/status online
on_terminal '\n' "$chchp -v 0 0.08"
expect 'an empty answer is no' 1
on_terminal '\004' "$chchp -v 0 0.08"
expect 'no answer is no' 1
check '... nothing is written' is chp0.08/status online
on_terminal 'y\n' "$chchp -v 0 0.08"
expect 'the last path: yes' 0
check '... it is written' is chp0.08/status offline
run chchp -v 1 0.08
expect 'vary on asks nothing' 0
on_terminal '' "$chchp --yes -v 0 0.08"
expect '--yes' 0
check '... no question' sh -c "! grep -qF 'Go on' '$work/out'"
chchp -v 1 0.08 >/dev/null
on_terminal '' "CCW_ASSUME_YES=1 $chchp -v 0 0.08"
expect 'CCW_ASSUME_YES' 0
check '... no question' sh -c "! grep -qF 'Go on' '$work/out'"
chchp -v 1 0.08 >/dev/null
run chchp -c 0 0.08
expect 'without a terminal it goes on' 0
expect_err '... with a warning' 'This would take the last usable path of'
chchp -c 1 0.08 >/dev/null
on_terminal '' "$chchp -v 0 0.1a"
expect 'a path of many: no question' 0
chchp -v 1 0.1a >/dev/null

for word in 0 off OFF offline ' 0 1'; do
	run chchp --dry-run -a "status=$word" 0.08
	check "status=$word: what would be lost" grep -q '^0\.0\.0009 .* is removed' "$work/out"
done
for word in 1 on online 00 10; do
	run chchp --dry-run -a "status=$word" 0.08
	check "status=$word: nothing" sh -c "! grep -q 0.0.0009 '$work/out'"
done

# sums_up NAME SUMMARY COMMAND...: the last line that the command prints
sums_up()
{
	name=$1 summary=$2
	shift 2
	run "$@"
	check "$name" [ "$(tail -n 1 "$work/out")" = "$summary" ]
}

sums_up 'a sum' '9 devices: 9 have other paths' chchp -n -v 0 0.3a
sums_up '... of several kinds' '9 devices: 4 wait for a path, 5 are removed' \
	chchp -n -v 0 0.3a,0.2a,0.1a,0.09
sums_up '... of one device' '1 device: 1 goes offline' chccwdev -n -d 208f
sums_up '... of all devices' '22 devices: 14 are not affected, 8 go offline' chccwdev -n -d 0-ffff

# ---- names that someone else has chosen ----

system=$work/system
mkdir -p "$system/proc/self" "$system/sys/class/block" "$system/sys/dev/block"
cp -R "$work/tree/." "$system/sys"
disk=$(cd "$system/sys" && echo devices/css0/0.0.*/0.0.0191)/block/dasdz
mkdir -p "$system/sys/$disk"
echo 94:100 >"$system/sys/$disk/dev"
echo 1 >"$system/sys/${disk%/block*}/online"
ln -s "../../$disk" "$system/sys/class/block/dasdz"
ln -s "../../$disk" "$system/sys/dev/block/94:100"
# Latin-1, the euro sign of UTF-8, an escape sequence, a newline
printf '21 1 94:100 / /\351\342\202\254\033[2J\\012x rw - ext4 /dev/dasdz rw\n' \
	>"$system/proc/self/mountinfo"
run chccwdev --sysroot "$system" -n -d 0.0.0191 --format json
expect 'a mount point that is no text' 0
check '... is in JSON that is UTF-8' \
	sh -c "iconv -f UTF-8 -t UTF-8 '$work/out' >'$work/copy'"
check '... what is wrong is replaced' \
	grep -qF "$(printf 'mount /\\ufffd\342\202\254?[2J?x')" "$work/out"
run chccwdev --sysroot "$system" -d 0.0.0191
expect '... goes offline' 0
check '... what is said has no escape sequences' \
	sh -c "! grep -q '$(printf '\033')' '$work/err'"
check '... and is one line' \
	env LC_ALL=C grep -aq '0.0.0191 goes offline, with block dasdz, mount .*?\[2J?x' "$work/err"

# ---- lists ----

run chccwdev -n -e "$(printf '0191 \r\n \n\t0190,019d\n ')"
printf 'Would set device %s online.\n' 0.0.0191 0.0.0190 0.0.019d >"$work/want"
expect 'devices, one a line' 0 "$work/want"
run chchp -n -v 1 "$(printf '3a\n0.1a-0.2a,08')"
grep 'Would' "$work/out" | sed -n '1p;$p' >"$work/got"
printf 'Would vary online %s.\n' 0.3a 0.08 >"$work/want"
check 'channel paths, one a line' cmp "$work/got" "$work/want"

# ---- nothing is written when the input is bad ----

digest >"$work/before"
name=$(printf '%4096s' '' | tr ' ' x)
for id in '' 0.4O 4zzz 0.4.7 0x4 -4 100 0.100 100.4 '0. 4' 0.4- -0.4 0.4-x 0.4-5-6 "$name" ../0.04 \
	003a '3a 2a' ' '; do
	run chchp -v 0 0.08 "$id"
	[ "$id" = '' ] || expect "chchp: '$(printf %.20s "$id")' is no id" 1
done
for id in '' ',' '4711,' ,4711 4711,,4712 0.0.0.0002 zz.0.0002 0.0.12345 0.0.x1 0.0.+1 \
	0.4.0001. 4711-4710 0.0.4711-0.1.4712 1-2-3 -4711 "$name" ../0.0.0002 \
	'0.0.01 91' "0.0.01$(printf '\t')91" ' '; do
	run chccwdev -d 0.0.0191 "$id"
	expect "chccwdev: '$(printf %.20s "$id")' is no id" 1
done
for attr in status =1 status= ../chp0.04/status=0 /etc/x=1 .=1 ..=1 "$name=1" "status=$name$name"; do
	run chchp -a "$attr" 0.08
	expect "chchp: '$(printf %.20s "$attr")' is no attribute" 1
done
for attr in online online=yes online=2 cmb_enable =1 ../x=1 a/b=1 ..=1 "$name=1" \
	"cmb_enable=$name$name"; do
	run chccwdev -a "$attr" 0.0.208f
	expect "chccwdev: '$(printf %.20s "$attr")' is no attribute" 1
done
run chchp -v 0 0.08 --wait x
expect '--wait needs a number' 2
run chchp -v 0 0.08 --format xml
expect '--format needs a format' 2
run chchp -v 0 0.08 --rollback --keep-going
expect '--rollback and --keep-going do not go together' 2
for jobs in 0 257 x -1 1x; do
	run chccwdev -d 0.0.208f -j $jobs
	expect "-j $jobs" 2
done
run chchp --dry-run -v 0 0.08
expect 'a dry run' 0
run chccwdev --dry-run -d 0.0.208f -a cmb_enable=0
expect 'a dry run of devices' 0
check '... they are told' grep -q '^Would set device 0.0.208f offline\.$' "$work/out"
run chccwdev --dry-run -e 0.0.8001
printf 'Device 0.0.8001 is already online.\n' >"$work/want"
expect 'a dry run of a device of a group that is online' 0 "$work/want"
run chccwdev --dry-run -d 0.0.8001
check '... offline, with its group' grep -qx \
	'Device 0.0.8001 is part of group device 0.0.8000, which would be set offline\.' "$work/out"
value=$(printf '%4095s' '' | tr ' ' x)
run chccwdev --dry-run -a "cmb_enable=$value" 0.0.208f
echo "Would set cmb_enable attribute of 0.0.208f to $value." >"$work/want"
expect 'a dry run of the longest value' 0 "$work/want"
run chchp --dry-run -a "other=$value" 0.08
echo "Would set attribute other of 0.08 to $value." >"$work/want"
expect 'a dry run of the longest value of a channel path' 0 "$work/want"
# "" is no id, but for chchp no more than nothing between commas
chchp -v 1 0.08 >/dev/null
digest >"$work/after"
check 'nothing was written' cmp "$work/before" "$work/after"

mkdir "$work/outside"
echo offline >"$work/outside/status"
ln -s "$work/outside" "$css/chp0.99"
run chchp -v 1 0.99
expect 'a link out of the tree is not followed' 1
check '... what it leads to is as it was' [ "$(cat "$work/outside/status")" = offline ]
rm "$css/chp0.99"
run chchp --rescan --strict 0.99
expect 'rescan of a path that is not there' 1
expect_err '... is told' 'Skipping unknown channel-path 0.99'

# who reads the results has gone: that is no reason to stop halfway
mv "$css/chp0.2a/status" "$work/status"
{
	echo
	chchp -v 0 0.08,0.1a,0.2a --rollback 2>"$work/err"
	echo $? >"$work/status.of"
} | head -n 2 >"$work/out"
check 'a pipe is closed: what failed is rolled back' [ "$(cat "$work/status.of")" = 1 ]
check '... all of it' [ "$(cat "$css/chp0.08/status" "$css/chp0.1a/status" | uniq)" = online ]
check '... and the pipe is named' grep -q 'Cannot write standard output: Broken pipe' "$work/err"
mv "$work/status" "$css/chp0.2a/status"
mv "$css/rescan" "$work/rescan"
run chchp --rescan --rollback -v 0 0.08
expect 'a rescan fails: what was done before it is rolled back' 1
check '... it is' [ "$(cat "$css/chp0.08/status")" = online ]
mv "$work/rescan" "$css/rescan"

# ---- a variable of a script that is not set ----

for command in 'lscss' 'lschp' 'chchp -v 1 0.08' 'chccwdev -e 0.0.0191' 'ccwcheck' \
	'vcssctl capture'; do
	# shellcheck disable=SC2086 # words
	run $command --sysroot ''
	want=1
	[ "$command" != ccwcheck ] || want=3
	expect "$command: no root is not this machine" $want
	expect_err '... is said' '--sysroot is empty'
done
SYSFS_ROOT='' run lscss
expect 'SYSFS_ROOT: the same' 1
expect_err '... is said' 'SYSFS_ROOT is empty'

# ---- what is reported ----

run chchp -v 0 0.1a,0.77,0.08 --format csv -o object,action,before,asked,after,effect,errno
printf '"%s","%s","%s","%s","%s","%s","%s"\n' object action before asked after effect errno \
	0.1a vary online offline offline written '' 0.08 vary online offline offline written '' \
	>"$work/want"
expect 'results of chchp' 0 "$work/want"
expect_err '... a path that is not there' 'Skipping unknown channel-path 0.77'
chchp -v 1 0.1a,0.08 >/dev/null
# no VPM follows in a tree
why='2 of 2 online devices on the path still use it'
run chchp -v 0 0.1a --wait 0.3 --format csv -o object,effect,after,errno,missing,reason
printf '"%s","%s","%s","%s","%s","%s"\n' object effect after errno missing reason \
	0.1a pending offline ETIMEDOUT 2 "$why" >"$work/want"
expect 'an effect that is not seen within the time' 1 "$work/want"
run chchp -v 0 0.1a --wait 0.3
echo 'Vary offline 0.1a... failed - not done yet' >"$work/want"
expect '... for people' 1 "$work/want"
expect_err '... the reason' "Vary offline 0.1a: $why"
chchp -v 1 0.1a >/dev/null
run chccwdev -d 0.0.208f,0.0.7777,0.0.228f --keep-going --format csv -o object,effect,errno
printf '"%s","%s","%s"\n' object effect errno 0.0.208f 'done' '' 0.0.7777 failed ENOENT \
	0.0.228f 'done' '' >"$work/want"
expect 'results of chccwdev' 64 "$work/want"
expect_err '... a device that is not there' 'Device 0.0.7777 not found'
run chccwdev -e 0.0.208f,0.0.228f -a cmb_enable=1
printf '%s\n' 'Setting cmb_enable attribute of 0.0.208f to 1' 'Setting device 0.0.208f online' Done \
	'Setting cmb_enable attribute of 0.0.228f to 1' 'Setting device 0.0.228f online' Done \
	>"$work/want"
expect 'attributes, then online' 0 "$work/want"
run chccwdev -e 0.0.8001
expect_err 'a member of a group that is online' 'Device 0.0.8001 is already online'
run chchp --rescan
expect 'rescan where it cannot be' 1
expect_err '... the reason' 'Rescan css0: it has no attribute rescan'
check 'output that is lost' sh -c "! '$chccwdev' -d 0.0.208f >/dev/full 2>/dev/null"
finish_tests
