#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# lscss --follow and lschp --follow on a tree that changes
. "$srcdir/tests/tap.sh"

vcssctl render "$srcdir/kernel/machines/zvm-guest.machine" "$work/tree" || exit 1
# made as in sysfs; who is not root could not change it
chmod -R u+w "$work/tree"
sys=$work/tree
[ ! -d "$sys/sys" ] || sys=$sys/sys
css=$sys/devices/css0
disk=$css/0.0.0009/0.0.208f
export LC_ALL=C
unset FMT_NOMETA

# follow COMMAND...: runs it; its first line says that it has begun
follow()
{
	: >"$work/out"
	# exec: the signal is for the command
	(
		command=$1
		shift
		exec "$builddir/$command/$command" --sysroot "$sys" --follow "$@"
	) >"$work/out" 2>"$work/err" &
	pid=$!
}

# wait_for PATTERN: that the output has such a line. Not for ever.
wait_for()
{
	i=0
	while [ $i -lt 300 ]; do
		grep -q -- "$1" "$work/out" && return
		sleep 0.1
		i=$((i + 1))
	done
	sed 's/^/# /' "$work/out" "$work/err"
	return 1
}

# stop SIGNAL: it ends with status 0
stop()
{
	kill -"$1" $pid
	wait $pid
}

# ---- subchannels and devices, for programs ----

follow lscss --format jsonl -o online,vpm,availability,driver
wait_for '"meta"'
echo 0 >"$disk/online"
echo 20 >"$css/0.0.0009/vpm"
echo boxed >"$disk/availability"
prefix='^{"time": "20[0-9-]*T[0-9:.]*[+-][0-9]*",'
check 'jsonl: online' wait_for \
	"$prefix"'"kind": "device","id": "0.0.208f","event": "changed","field": "online","before": true,"after": false}$'
check 'jsonl: VPM' wait_for \
	'"kind": "subchannel","id": "0.0.0009","event": "changed","field": "vpm","before": "e0","after": "20"}'
check 'jsonl: availability' wait_for \
	'"kind": "device","id": "0.0.208f","event": "changed","field": "availability","before": "good","after": "boxed"}'
rm "$sys/bus/css/devices/0.0.0009" "$sys/bus/ccw/devices/0.0.208f"
check 'jsonl: a device vanishes' wait_for \
	'"id": "0.0.208f","event": "vanished","field": null,"before": "online=no availability=boxed[^"]*","after": null}'
check 'jsonl: ... and the subchannel' wait_for '"id": "0.0.0009","event": "vanished"'
ln -s ../../../devices/css0/0.0.0009 "$sys/bus/css/devices/0.0.0009"
ln -s ../../../devices/css0/0.0.0009/0.0.208f "$sys/bus/ccw/devices/0.0.208f"
check 'jsonl: a device appears' wait_for \
	'"id": "0.0.208f","event": "appeared","field": null,"before": null,"after": "online=no'
check 'SIGTERM ends it with status 0' stop TERM
check '... and nothing was said' [ ! -s "$work/err" ]
check '... all lines but the first are changes' [ "$(grep -vc '"event"' "$work/out")" = 1 ]

# ---- what is not there ----

follow lscss --format csv 0.1.0000
wait_for '"time"'
check 'SIGTERM ends that which waits for what is not there' stop TERM
expect_err '... it was said' 'lscss: No subchannel 0.1.0000'
follow lscss --format csv -d 0.0.208f,0.0.9999
wait_for '"time"'
stop TERM
check '... of devices, those not there' [ "$(cat "$work/err")" = 'lscss: No device 0.0.9999' ]
follow lschp --format csv 0.77
wait_for '"time"'
mkdir "$css/chp0.77"
echo online >"$css/chp0.77/status"
check '... a channel path that comes' wait_for '"0.77","appeared"'
stop TERM
expect_err '... it was said, too' 'lschp: No channel path 0.77'
rm -r "$css/chp0.77"

# ---- for people; what is asked for only ----

follow lscss -d 0.0.208f -o online,cutype
# nothing says that it has begun: this changes until it was seen
online=1
for i in 1 2 3 4 5 6 7 8 9 10; do
	echo $online >"$disk/online"
	echo $online >"$css/0.0.0000/0.0.0150/online"
	wait_for ' device 0\.0\.208f  online  [a-z]* -> [a-z]*$' >/dev/null && break
	online=$((1 - online))
done
check 'a line for people' grep -q '^20[^ ]*  device 0\.0\.208f  online  \(no -> yes\|yes -> no\)$' "$work/out"
check '... about what was asked for only' [ "$(grep -vc 0.0.208f "$work/out")" = 0 ]
check 'SIGINT ends it with status 0' stop INT

# ---- channel paths ----

follow lschp --format csv
wait_for '^"time","kind","id","event","field","before","after"$'
echo offline >"$css/chp0.3a/status"
echo 0 >"$css/chp0.2a/configure"
check 'csv: vary' wait_for '","chpath","0.3a","changed","vary","1","0"$'
check 'csv: configure' wait_for '","chpath","0.2a","changed","cfg","1","0"$'
check 'lschp ends with status 0' stop TERM

# ---- nobody listens any more ----

mkfifo "$work/pipe"
(
	"$builddir/lscss/lscss" --sysroot "$sys" --follow --format csv >"$work/pipe" 2>"$work/err"
	echo $? >"$work/status"
) &
pid=$!
read -r line <"$work/pipe"
check 'the heading comes at once' [ "${line%%,*}" = '"time"' ]
wait $pid
check 'a closed pipe ends it with a message, status 1' grep -qx 1 "$work/status"
expect_err '... which says so' 'Cannot write standard output: Broken pipe'

# ---- what makes no sense ----

for command in lscss lschp; do
	for format in json json-seq; do
		run $command --follow --format $format
		expect "$command --follow --format $format" 2
		expect_err '... says why' 'choose one of the formats jsonl pairs csv'
	done
	run $command --follow --strict
	expect "$command --follow --strict" 2
	run $command --follow --sysroot "$work/nowhere"
	expect "$command --follow of nothing" 1
done
run lscss --follow --tree
expect 'lscss --follow --tree' 2
run lschp --follow --unused
expect 'lschp --follow --unused' 2
finish_tests
