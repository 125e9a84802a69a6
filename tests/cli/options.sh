#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What is ours alone: filters, columns, formats, messages, exit status; on the z/VM
# guest, some of its paths damaged.
# trees of many small files: in memory, if that can be had
[ ! -w /dev/shm ] || export TMPDIR="${TMPDIR:-/dev/shm}"
# shellcheck source=tests/tap.sh
. "$srcdir/tests/tap.sh"

vcssctl render "$srcdir/kernel/machines/zvm-guest.machine" "$work/tree"
export SYSFS_ROOT="$work/tree"
css=$SYSFS_ROOT/devices/css0
echo offline >"$css/chp0.3a/status"
echo 0 >"$css/chp0.09/configure"

# lists NAME "ids" OPTION...: the devices that lscss lists
lists()
{
	name=$1
	want=$2
	shift 2
	run lscss "$@" --format csv -o device
	got=$(sed 1d "$work/out" | tr -d '"' | paste -sd' ')
	if [ "$got" = "$want" ]; then
		ok "$name"
	else
		not_ok "$name"
		echo "# expected $want"
		echo "# got $got"
	fi
}

lists '--chpid' '0.0.8003 0.0.8004 0.0.8005' --chpid 0.01
lists '--chpid takes a list and ranges' \
	'0.0.8000 0.0.8001 0.0.8002 0.0.8003 0.0.8004 0.0.8005 0.0.208f 0.0.228f 0.0.0190 0.0.0592' \
	--chpid 0-7,1A
lists '... and newlines' '0.0.8003 0.0.8004 0.0.8005' --chpid "$(printf '0.01\n0.77')"
lists 'ids, one a line' '0.0.0150 0.0.8000' "$(printf '0.0.0000\n \n2\n ')"
lists '--cutype' '0.0.ffff' --cutype 6310
lists '--cutype and -t, both' '0.0.0191 0.0.0190 0.0.019d 0.0.019e 0.0.0592' \
	--cutype 3990/e9 -t 3390/0a
lists 'two -t, either' '0.0.000c 0.0.000d 0.0.000e 0.0.ffff' -t 9336 --cutype 2540,1403,6310 -t 0000
lists '--online' '0.0.8000 0.0.8001 0.0.8002 0.0.0009' --online --chpid 0-8
lists '--offline and a range' '0.0.0191' --offline 0.0.0008-0.0.000c
lists '--degraded' \
	'0.0.0191 0.0.208f 0.0.218f 0.0.228f 0.0.238f 0.0.0190 0.0.019d 0.0.019e 0.0.0592' --degraded
lists '--driver' '0.0.0009' --driver 3215 --online || :

run lscss -o device,usable,unusable 0.0.0008
printf 'Device   Usable Unusable paths\n--------------------------------\n0.0.0191 1      0.3a:off 0.09:standby\n' >"$work/want"
sed '2d' "$work/out" >"$work/out2"
sed '2d' "$work/want" >"$work/want2"
check 'the reasons are named' cmp "$work/out2" "$work/want2"
run lscss -o device,paths 0.0.0008
check 'a letter for each path' [ "$(tail -n 1 "$work/out")" = '0.0.0191 +vs.....' ]
run lschp -o chpid,depend --format csv
check 'who depends on one path' grep -q '^"0.2a","2"$' "$work/out"
run lschp --unused --format csv -o chpid
check 'paths without users' [ "$(wc -l <"$work/out")" = 23 ]
run lscss --count -t 3390
printf '9\n' >"$work/want"
expect '--count' 0 "$work/want"
run lscss --tree --chpid 0.3a -t 3390/0c
expect '--tree' 0
check '... says what is wrong' grep -q '^0.3a 1a FICON p2p, varied off$' "$work/out"
check '... of this path only' [ "$(grep '^[0-9]' "$work/out" | cut -c 1-4)" = 0.3a ]
lscss --tree --chpid 0.1a-2a,1 | grep '^[0-9]' | cut -c 1-4 >"$work/got"
printf '0.%s\n' 01 1a 2a >"$work/want"
check '... of these' cmp "$work/want" "$work/got"

for format in json json-seq jsonl pairs csv JSON; do
	run lscss --format $format
	expect "--format $format" 0
done
run lscss --format=jsonl 0.0.0009
printf '%s\n' '{"device": "0.0.208f","subchannel": "0.0.0009","type": "io","devtype": "3390/0c","cutype": "3990/e9","online": true,"pim": "e0","pam": "e0","pom": "ff","chpids": ["0.3a", "0.2a", "0.1a"]}' >"$work/want"
expect 'a row of jsonl' 0 "$work/want"
FMT_NOMETA=0 run lschp --format json-seq 0.3a
check 'json-seq: meta, then a list' [ "$(grep -c "$(printf '\036')" "$work/out")" = 2 ]

# ---- messages and exit status ----
run lscss 0.0.7777
expect 'not found' 0
expect_err '... is said' 'No subchannel 0.0.7777'
run lscss --strict 0.0.7777
expect '--strict: not found' 1
run lscss --strict 0.0.7777,0.0.0001
expect '--strict: partly found' 64
run lscss 0.0.0005-0.0.0001
expect_err 'a reversed range' 'the range is reversed'
run lscss -d fe.0.208f
expect_err "the hypervisor's id" 'here the device is 0.0.208f, on subchannel 0.0.0009'
run lschp 0.77
expect_err 'no such path' 'No channel path 0.77'
run lschp --strict 0.77
expect '--strict: no such path' 1
run lscss zz
expect 'bad id' 1
run lscss --degraded zz
expect 'bad id with an option of ours' 2
run lscss --columns nope
expect 'bad column' 2
expect_err '... is named' "'nope'"
run lscss --format xml
expect 'bad format' 2
run lschp --format xml
expect 'bad format, an option of theirs' 1
for option in '--chpid=' '--chpid=,' '--chpid=3f-3a' '--cutype='; do
	run lscss "$option"
	expect "lscss $option" 2
done
run lscss -t ''
expect 'no type is any type, for s390-tools' 0
run lscss --online --offline
expect 'online and offline' 2
run lscss --tree --count
expect 'tree and count' 2
run lscss --sysroot "$work/nowhere"
expect 'no such root' 1
expect_err '... is said' 'No such file or directory'
mkdir "$work/empty"
run lscss --sysroot "$work/empty"
expect 'no channel subsystem' 0
expect_err '... is said' 'No channel subsystem'
mkdir "$work/host"
mv "$work/tree" "$work/host/sys"
run lscss --sysroot "$work/host" --count
printf '22\n' >"$work/want"
expect 'a root with sys in it' 0 "$work/want"
if [ -w /dev/full ]; then
	"$builddir/lscss/lscss" --sysroot "$work/host" >/dev/full 2>"$work/err"
	status=$?
	expect 'output lost' 1
	expect_err '... is said' 'No space left on device'
fi
"$builddir/lscss/lscss" --sysroot "$work/host" --follow --format csv >&- 2>"$work/err"
status=$?
expect 'no output at all' 1
expect_err '... is said' 'Bad file descriptor'
run lscss --vfio -a --sysroot "$work/host"
expect '--vfio -a' 0
check '... all four tables' [ "$(grep -c ubchannels "$work/out")" = 4 ]
finish_tests
