#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Trees as no kernel makes them: every attribute missing, empty, cut off, far too long,
# binary, unreadable, a directory, a dangling link, a FIFO. Whatever one object's file
# looks like: no crash, no hang, all other rows stay as they are, and where data makes no
# sense, a message says so.
. "$srcdir/tests/tap.sh"

tar -C "$work" -xzf "$srcdir/tests/data/guest-6.12.tar.gz"
root=$work/guest-6.12/sys
chmod -R u+w "$root"
css=devices/css0
printf '1\n' >"$root/$css/chp0.00/configure"
printf '05e4\n' >"$root/$css/chp0.00/chid"
printf '1\n' >"$root/$css/chp0.00/chid_external"
chmod -R a+rX "$work"

# As root every file is readable: be someone else.
user=
[ "$(id -u)" != 0 ] || user='setpriv --reuid=65534 --regid=65534 --clear-groups'
chmod a+x "$work"

# shellcheck disable=SC2086 # $user is words
as_user()
{
	timeout 20 $user "$@" --sysroot "$root" </dev/null
}

list_all()
{
	as_user "$builddir/lscss/lscss" -a --vpm --avail &&
		as_user "$builddir/lscss/lscss" --vfio &&
		as_user "$builddir/lscss/lscss" --degraded --format jsonl &&
		as_user "$builddir/lscss/lscss" --tree &&
		as_user "$builddir/lscss/lscss" -o "$all_columns" --format csv
}

# All that does not speak of the subchannel that is damaged, or its device.
without_it()
{
	grep -v -e '0\.0\.0001' -e '0\.0\.0042' "$@"
}

all_columns=$(lscss --columns help | awk '{ print $1 }' | paste -sd,)
chp_columns=$(lschp --columns help | awk '{ print $1 }' | paste -sd,)
list_all 2>/dev/null | without_it >"$work/others"
lschp --sysroot "$root" -o "$chp_columns" >"$work/paths"

# damage KIND FILE
damage()
{
	rm -rf "${2:?}"
	case $1 in
	missing) ;;
	empty) : >"$2" ;;
	newline) echo >"$2" ;;
	'cut off') printf '3' >"$2" ;;
	'64 KiB') head -c 65536 /dev/zero | tr '\0' 0 >"$2" ;;
	binary) printf '\001\000\377\200\n' >"$2" ;;
	'not text') printf 'f\033[31m0\n' >"$2" ;;
	unreadable) echo 0 >"$2" && chmod 0 "$2" ;;
	directory) mkdir "$2" ;;
	'dangling link') ln -s nowhere "$2" ;;
	'link to itself') ln -s "${2##*/}" "$2" ;;
	FIFO) mkfifo "$2" ;;
	esac
}

# Kinds of damage that deserve a message, in files that are read as values.
says_so()
{
	case $1 in
	'64 KiB' | binary | 'not text' | unreadable | directory | 'link to itself') return 0 ;;
	*) return 1 ;;
	esac
}

# A check says that it does not know, or what is wrong, but never that all is well.
check_it()
{
	as_user "$builddir/ccwcheck/ccwcheck" --all >"$work/checked" 2>>"$work/err"
	status=$?
	case $1 in
	*/vpm | */pimpampom | */chpids | */online | */availability | */status)
		[ $status -ge 1 ] && [ $status -le 3 ]
		;;
	*) [ $status -le 3 ] ;;
	esac
}

try()
{
	kind=$1
	file=$2
	cp -a "$root/$file" "$work/saved"
	damage "$kind" "$root/$file"
	result='not ok'
	list_all >"$work/out" 2>"$work/err" &&
		as_user "$builddir/lschp/lschp" -o "$chp_columns" >"$work/chp" 2>>"$work/err" &&
		result=ok
	check_it "$file" || result='not ok'
	without_it "$work/out" >"$work/now"
	case $file in
	*chp*) ;;
	*) cmp -s "$work/others" "$work/now" || result='not ok' ;;
	esac
	if says_so "$kind"; then
		case $file in
		# not values: nothing is lost that the other files do not say
		*/type | */cutype | */devtype | */driver) ;;
		*/dev_busid | */0.0.0042/modalias) ;;
		# any bytes are a string
		*/util_string)
			[ "$kind" = unreadable ] || [ "$kind" = directory ] && \
				{ grep -q "${file##*/}" "$work/err" || result='not ok'; } ;;
		*) grep -q "${file##*/}" "$work/err" || result='not ok' ;;
		esac
	fi
	rm -rf "${root:?}/$file"
	mv "$work/saved" "$root/$file"
	case $result in
	ok) ok "$kind: $file" ;;
	*)
		not_ok "$kind: $file"
		diff "$work/others" "$work/now" | head -n 10 | sed 's/^/# /'
		echo "# ccwcheck: $status $(head -n 1 "$work/checked")"
		head -n 5 "$work/err" | sed 's/^/# stderr: /'
		;;
	esac
}

sch=$css/0.0.0001
for kind in missing empty newline 'cut off' '64 KiB' binary 'not text' unreadable directory \
	'dangling link' 'link to itself' FIFO; do
	for file in type modalias chpids pimpampom vpm dev_busid driver_override driver; do
		try "$kind" "$sch/$file"
	done
	for file in modalias cutype devtype online availability cmb_enable driver; do
		try "$kind" "$sch/0.0.0042/$file"
	done
	for file in status configure type cmg shared chid chid_external esc speed_bps \
		util_string; do
		try "$kind" "$css/chp0.00/$file"
	done
done

# ---- names that are no ids ----
mkdir "$root/$css/chp0.100" "$root/$css/chp0.0G" "$root/$css/chp1.00" "$root/$css/0.0.00001"
for name in 0.0.00AB 00.0.0001 0.0.1 g.0.0001 0.0.0001x .hidden 0.9.0001; do
	ln -s ../../../devices/css0/0.0.0001 "$root/bus/css/devices/$name"
	ln -s nowhere "$root/bus/ccw/devices/$name"
done
ln -s ../../../devices/css0 "$root/bus/ccw/devices/0.0.1111"
mkdir "$root/devices/css00" "$root/devices/css100" "$root/devices/cssx"
run list_all
without_it "$work/out" >"$work/now"
check 'names that are no ids add no rows' cmp "$work/others" "$work/now"
run lschp --sysroot "$root" -o "$chp_columns"
expect 'nor paths' 0 "$work/paths"

# ---- css ids of two digits ----
mkdir -p "$root/devices/css1f/1f.2.00ab" "$root/devices/css1f/chp1f.c0"
ln -s ../../../devices/css1f/1f.2.00ab "$root/bus/css/devices/1f.2.00ab"
echo 0 >"$root/devices/css1f/1f.2.00ab/type"
echo '80 80 ff' >"$root/devices/css1f/1f.2.00ab/pimpampom"
echo 'c0 00 00 00 00 00 00 00 ' >"$root/devices/css1f/1f.2.00ab/chpids"
echo none >"$root/devices/css1f/1f.2.00ab/dev_busid"
echo offline >"$root/devices/css1f/chp1f.c0/status"
run lscss --sysroot "$root" 1f.2.ab -o subchannel,chpids,unusable --format csv
printf '"subchannel","chpids","unusable"\n"1f.2.00ab","1f.c0","1f.c0:off"\n' >"$work/want"
expect 'a css id of two digits, its path varied off' 0 "$work/want"
run lschp --sysroot "$root" 1f.C0 -o chpid,vary
printf 'CHPID Vary\n==========\n1f.c0 0\n' >"$work/want"
expect 'a channel path of it' 0 "$work/want"

# ---- a FIFO instead of an attribute: to open it for writing would wait for a reader ----
# try_writing FILE COMMAND...: signals do not end it, as it has them blocked
try_writing()
{
	cp -a "$root/$1" "$work/saved"
	damage FIFO "$root/$1"
	program=$(program_of "$2")
	file=$1
	shift 2
	run timeout -s KILL 20 "$program" "$@" --sysroot "$root" </dev/null
	rm "$root/$file"
	mv "$work/saved" "$root/$file"
	expect "FIFO, written to: $file" 1
}

try_writing "$css/chp0.00/status" chchp -v 1 0.00
expect_err '... the reason' 'Vary online 0.00: it has no attribute status'
try_writing "$css/chp0.00/configure" chchp -c 1 0.00
expect_err '... the reason' 'Configure online 0.00: it has no attribute configure'
try_writing "$css/0.0.0001/0.0.0042/online" chccwdev -e 0.0.0042
expect_err '... the reason' 'attribute online is not available'
mkdir "$work/guest-6.12/proc"
mkfifo "$work/guest-6.12/proc/cio_ignore" "$work/guest-6.12/proc/cio_settle"
run timeout -s KILL 20 "$builddir/chccwdev/chccwdev" --sysroot "$work/guest-6.12" \
	-e 0.0.7777 </dev/null
expect 'FIFOs in /proc' 1
expect_err '... are no answer' 'Device 0.0.7777 not found'
rm -r "$work/guest-6.12/proc"

# ---- no permission at all ----
# forbidden MODE DIRECTORY COMMAND...: what is in it is not known, which is not nothing
forbidden()
{
	chmod "$1" "$root/$2"
	program=$(program_of "$3")
	name="$3, $2 with mode $1"
	dir=$2
	shift 3
	run as_user "$program" "$@"
	chmod 755 "$root/$dir"
	expect "$name" 1
	expect_err '... the reason' "Cannot read $root: Permission denied"
}

for mode in 0 111; do
	forbidden $mode bus/css/devices lscss
	forbidden $mode bus/ccw/devices lscss
done
# with 444, names can be read, but not what they are the names of
for mode in 0 111 444; do
	forbidden $mode devices lschp
	forbidden $mode "$css" lschp
	forbidden $mode "$css" lschp -o chpid,devices
done
forbidden 444 bus/css/devices lscss 0.0.0001
forbidden 444 bus/ccw/devices lscss -d 0.0.0042
forbidden 444 devices lschp 0.00
forbidden 444 "$css" lschp 0.00
forbidden 444 "$css" lschp 0.77

# devices are found without this one
list_csv()
{
	as_user "$builddir/lscss/lscss" -a -o "$all_columns" --format csv
}

list_csv 2>/dev/null >"$work/want"
chmod 444 "$root/bus/ccw/devices"
run list_csv
chmod 755 "$root/bus/ccw/devices"
expect 'links of devices that may not be read' 0 "$work/want"
expect_err '... are told' "$root/bus/ccw/devices/0.0.0042: Permission denied"

# of one object: the others are listed
forbidden_one()
{
	chmod "$1" "$root/$2"
	run list_csv
	chmod 755 "$root/$2"
	expect "mode $1: $2" 0
	expect_err '... is told' "$2$3: Permission denied"
	without_it "$work/out" >"$work/now"
	check '... all others are listed' cmp "$work/others_csv" "$work/now"
}

without_it "$work/want" >"$work/others_csv"
forbidden_one 111 "$sch/0.0.0042" /
forbidden_one 444 "$sch/0.0.0042" /virtio0/block
forbidden_one 0 "$sch/0.0.0042" /
finish_tests
