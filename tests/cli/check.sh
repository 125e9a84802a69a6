#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# ccwcheck on the z/VM guest, some of it damaged: status, formats, files. What is found is
# for test-check.
# trees of many small files: in memory, if that can be had
[ ! -w /dev/shm ] || export TMPDIR="${TMPDIR:-/dev/shm}"
# shellcheck source=tests/tap.sh
. "$srcdir/tests/tap.sh"

mkdir "$work/host"
vcssctl render "$srcdir/kernel/machines/zvm-guest.machine" "$work/host/sys"
root=$work/host
css=$root/sys/devices/css0

# For root every file is readable: be someone else, who need not be its owner.
user=
[ "$(id -u)" != 0 ] || user='setpriv --reuid=65534 --regid=65534 --clear-groups'
chmod a+x "$work"

as_user()
{
	# shellcheck disable=SC2086 # words
	timeout 20 $user "$@" </dev/null
}

check_tree()
{
	run ccwcheck --sysroot "$root" "$@"
}

# first_line NAME TEXT: of the last run
first_line()
{
	if [ "$(head -n 1 "$work/out")" = "$2" ]; then
		ok "$1"
	else
		not_ok "$1"
		head -n 3 "$work/out" | sed 's/^/# got: /'
	fi
}

# has NAME TEXT: a line that is in the last output
has()
{
	check "$1" grep -qxF -- "$2" "$work/out"
}

# ---- status and text ----
check_tree
expect 'a healthy machine' 0
first_line '... in a line' 'OK - 4 notices; 22 devices, 8 online, 29 channel paths'
check '... and no other' [ "$(wc -l <"$work/out")" = 1 ]
check_tree --all
has '--all' 'notice: device 0.0.0009 (3215): single-path: 1 of 1 path is usable'
echo offline >"$css/chp0.3a/status"
check_tree
expect 'a path varied off: a warning' 1
has '... is a finding' \
	'warning: channel path 0.3a: varied-off: varied off, 9 devices have it, 4 of them online'
has '... and so is what it does to a device' \
	'warning: device 0.0.208f (dasd-eckd): degraded: 2 of 3 paths are usable: 0.3a:off'
check_tree --quiet
first_line '--quiet' 'WARNING - 5 warnings, 4 notices; 22 devices, 8 online, 29 channel paths'
check '... says no more' [ "$(wc -l <"$work/out")" = 1 ]
echo 0 >"$css/chp0.09/configure"
check_tree
expect 'one path left: critical' 2
check '... comes first' [ "$(sed -n '2s/:.*//p' "$work/out")" = critical ]
check_tree cutype=3215
expect 'what a filter leaves out does not count' 0
check_tree chpid=0.3a -o id --format csv
check 'a channel path and its devices' [ "$(sed 1d "$work/out" | sort | tr -d '"' |
	paste -sd' ')" = '0.0.208f 0.0.218f 0.0.228f 0.0.238f 0.3a' ]
check_tree 0.0.4711
expect 'a device that is not there: critical' 2
has '... is said' 'critical: device 0.0.4711: missing: does not exist'
mkdir "$root/proc"
echo 0.0.4711 >"$root/proc/cio_ignore"
check_tree 0.0.4711
has '... and why' \
	'critical: device 0.0.4711: missing: does not exist: it is on the cio_ignore list'
check_tree --ignore last-path,degraded --notice Standby,varied-off
expect '--ignore and --notice' 0
check_tree --ignore all --critical degraded
expect 'the last one counts' 2
check_tree --ignore all --warning degraded
expect '--warning' 1
check_tree --critical offline 0.0.0191
expect 'this one must be online' 2
check_tree --critical offline 0.0.8000
expect '... and is' 0
echo perhaps >"$css/chp0.00/status"
check_tree --ignore all --warning unknown 0.0.8000
expect 'not known, as a warning' 1
check_tree 0.0.8000
expect 'not known' 3
has '... is said' 'unknown: channel path 0.00: unknown: status: makes no sense'
expect_err '... with the name of the file' 'chp0.00/status'
echo online >"$css/chp0.00/status"

# ---- command lines that make no sense: 3 as well, 1 and 2 mean something else ----
for args in --nonsense --columns=nope --format=xml --ignore=nope '--quiet --all' --output= \
	'--format=openmetrics -o id' zz --sysroot=/nowhere --ignore --output=/nowhere/x \
	--output=/dev/null "--output=$work" '0.0.0009-0.0.0001'; do
	# shellcheck disable=SC2086 # words
	run ccwcheck $args
	expect "no sense: $(echo "$args" | sed "s,$work,DIR,")" 3
	check '... is said' [ -s "$work/err" -a ! -s "$work/out" ]
done
run ccwcheck --sysroot "$root/proc"
expect 'no channel subsystem' 3
has '... is said' 'unknown: unknown: there is no channel subsystem'

# ---- formats ----
for format in json json-seq jsonl pairs csv JSON openmetrics; do
	FMT_NOMETA=0 check_tree --format $format
	expect "--format $format" 2
done
FMT_NOMETA=0 check_tree --format jsonl
check 'jsonl: a summary' grep -q '"summary": {"status": "critical","critical": 2,"warning": 4,' \
	"$work/out"
has '... a finding' '{"severity": "warning","kind": "degraded","object": "device","id": "0.0.208f","subchannel": "0.0.0009","driver": "dasd-eckd","installed": 3,"usable": 2,"unknown": 0,"unusable": ["0.3a:off"],"message": "2 of 3 paths are usable: 0.3a:off"}'
FMT_NOMETA=0 check_tree --format pairs
has 'pairs: a summary' 'summary.status="critical"'
ln -sfn "$(printf '../../a"b\\c\nd\t')" "$css/0.0.0009/0.0.208f/driver"
if command -v python3 >/dev/null; then
	for meta in 0 1; do
		FMT_NOMETA=$meta check_tree --format json
		check "json is JSON, FMT_NOMETA=$meta" python3 -c 'import json, sys
found = json.load(open(sys.argv[1]))
rows = found if sys.argv[2] == "1" else found["findings"]
assert "a\"b\\c\nd\t" in [row["driver"] for row in rows]' "$work/out" $meta
	done
else
	skip 'json is JSON' 'no python3'
fi
check_tree
has 'a name with a newline is one line' \
	'warning: device 0.0.208f (a"b\c?d?): degraded: 2 of 3 paths are usable: 0.3a:off'

# ---- files ----
out=$work/metrics
mkdir "$out"
check_tree --format openmetrics --output "$out/ccw.prom"
expect '--output' 2
check '... nothing on standard output' [ ! -s "$work/out" ]
check '... a file that all can read' [ "$(stat -c %a "$out/ccw.prom")" = 644 ]
check '... and no other' [ "$(ls -A "$out")" = ccw.prom ]
check '... complete' [ "$(tail -n 1 "$out/ccw.prom")" = '# EOF' ]
cp "$out/ccw.prom" "$work/saved"
chmod a+rwx "$out"
# 1 KiB of space: as if the disk were full
# shellcheck disable=SC2016 # for the other shell
run as_user sh -c 'ulimit -f 1; "$@"' sh "$builddir/ccwcheck/ccwcheck" --sysroot "$root" \
	--format openmetrics --output "$out/ccw.prom"
expect 'no room for the file' 3
expect_err '... is said' 'File too large'
check '... and the old one is as it was' cmp "$work/saved" "$out/ccw.prom"
check '... and nothing is beside it' [ "$(ls -A "$out")" = ccw.prom ]
chmod 555 "$out"
run as_user "$builddir/ccwcheck/ccwcheck" --sysroot "$root" --output "$out/new"
expect 'a folder that may not be written' 3
expect_err '... is said' "Cannot write $out/new: Permission denied"
chmod 755 "$out"
ln -s ccw.prom "$out/link"
check_tree --output "$out/link"
expect 'a link is not replaced' 3
expect_err '... is said' 'Not a regular file'
rm "$out/link"

# a reader sees whole files only, whatever happens to the writers
(
	i=0
	while [ $i -lt 60 ]; do
		ccwcheck --sysroot "$root" --format openmetrics --output "$out/ccw.prom" &
		writer=$!
		[ $((i % 3)) != 0 ] || kill $writer 2>/dev/null
		wait $writer
		i=$((i + 1))
	done
) >/dev/null 2>&1 &
writers=$!
reads=0 bad=0
while kill -0 $writers 2>/dev/null; do
	reads=$((reads + 1))
	[ "$(tail -n 1 "$out/ccw.prom")" = '# EOF' ] || bad=$((bad + 1))
done
wait $writers
echo "# $reads reads"
check 'no file that is not complete' [ $bad = 0 ]
check '... and nothing left beside it' [ "$(ls -A "$out")" = ccw.prom ]

# ---- what may not be read ----
chmod 0 "$css/0.0.0009/vpm" "$css/0.0.000b/0.0.228f/online"
run as_user "$builddir/ccwcheck/ccwcheck" --sysroot "$root" 0.0.208f,0.0.228f \
	--ignore varied-off
expect 'attributes that may not be read' 1
check '... are not known' [ "$(grep -c '^unknown.*Permission denied' "$work/out")" = 2 ]
chmod 0 "$root/sys/bus/css/devices"
run as_user "$builddir/ccwcheck/ccwcheck" --sysroot "$root"
expect 'a system that may not be read' 3
first_line '... is not known' 'UNKNOWN - 1 unknown; 0 devices, 0 online, 0 channel paths'
chmod 755 "$root/sys/bus/css/devices"
chmod 644 "$css/0.0.0009/vpm" "$css/0.0.000b/0.0.228f/online"

# ---- devices and subchannels ----
run ccwcheck --sysroot "$root" 0.0.0191 sch=0.0.0009
expect 'there are both, but not together' 3
check '... nothing is missing' [ "$(grep -c missing "$work/out")" = 0 ]
run ccwcheck --sysroot "$root" 0.0.0191,0.0.0999 sch=0.0.0009
check 'one that is not there is missing' grep -q '0\.0\.0999: missing' "$work/out"
check '... alone' [ "$(grep -c missing "$work/out")" = 1 ]

# ---- things that vanish ----
churn()
{
	while :; do
		mv "$css/0.0.000a" "$work/away"
		mv "$work/away" "$css/0.0.000a"
		mv "$css/chp0.2a" "$work/away"
		mv "$work/away" "$css/chp0.2a"
	done
}
check_tree
sed 1d "$work/out" | grep -v 0.0.218f | sort >"$work/want"
churn &
churner=$!
runs=0 bad=0 partial=0
while [ $runs -lt 150 ]; do
	runs=$((runs + 1))
	check_tree
	sed 1d "$work/out" | grep -v 0.0.218f | sort >"$work/now"
	grep -q 0.0.218f "$work/out" || partial=$((partial + 1))
	# what has gone is left out; the counts of the channel paths go with it
	comm -13 "$work/want" "$work/now" | grep -v 'channel path' >"$work/odd" &&
		bad=$((bad + 1)) && sed 's/^/# odd: /' "$work/odd"
	[ "$status" = 2 ] || bad=$((bad + 1))
	[ ! -s "$work/err" ] || { bad=$((bad + 1)) && sed 's/^/# /' "$work/err"; }
done
kill $churner
wait $churner 2>/dev/null
echo "# $runs checks, $partial of them while a device was away"
check 'things that come and go are no findings' [ $bad = 0 ]
finish_tests
