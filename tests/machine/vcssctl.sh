#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The command line of vcssctl: what it refuses, what it says, what it leaves behind.
# trees of many small files: in memory, if that can be had
[ ! -w /dev/shm ] || export TMPDIR="${TMPDIR:-/dev/shm}"
# shellcheck source=tests/tap.sh
. "$srcdir/tests/tap.sh"

export VCSS_MACHINES="$srcdir/kernel/machines:$builddir/kernel/machines"

# ---- usage ----

for line in '' 'frob' '--frob' 'render' 'render zvm-guest' 'render a b c' 'check' 'format' \
	'machines x' 'capture x' 'capture --from-text' 'render --frob a b'; do
	# shellcheck disable=SC2086 # words without blanks
	run vcssctl $line
	expect "usage: vcssctl $line" 2 /dev/null
done
expect_err 'usage: prefixed' 'vcssctl: '
run vcssctl --help
expect '--help' 0
run vcssctl render --help
expect 'render --help' 0
run vcssctl --version
expect '--version' 0
run vcssctl machines
expect 'machines' 0
check 'machines: all of them' [ "$(grep -c . "$work/out")" = 6 ]
mkdir "$work/none"
# where they were installed to, there may be some
if VCSS_MACHINES='' vcssctl machines 2>/dev/null | grep -q .; then
	skip 'machines: none' 'they are installed'
else
	VCSS_MACHINES=$work/a::$work/b run vcssctl machines --machines "$work/none"
	expect 'machines: none' 0 /dev/null
	expect_err '... where' "vcssctl: No machines in $work/none, $work/a, $work/b, /"
	expect_err '... what to do' '; --machines or VCSS_MACHINES name another directory'
fi

# ---- capture ----

run vcssctl capture --sysroot "$work/none"
expect 'capture: no channel subsystem' 1 /dev/null
expect_err '... is told' \
	"vcssctl: No channel subsystem in $work/none: there is nothing to capture"

# ---- machines ----

run vcssctl check nosuch
expect 'a machine that is not there' 1
expect_err 'a machine that is not there: said so' \
	"vcssctl: Cannot read machine nosuch: No such file or directory"
cat >"$work/bad.machine" <<END
# a comment
chpath 0.3a type=zz
subchannel 0.0.0001 chpids=3a online=yes
subchannel 0.0.0002
  subchannel 0.0.0002
END
run vcssctl check "$work/bad.machine"
expect 'errors' 1 /dev/null
cat >"$work/want" <<END
vcssctl: $work/bad.machine:2:18: type=zz: expected a channel-path type, e.g. 1b
vcssctl: $work/bad.machine:3:12: keys of a device, but no device=
vcssctl: $work/bad.machine:5:14: subchannel 0.0.0002: a second time, the first is on line 4
vcssctl: $work/bad.machine: 3 errors
END
check 'errors: each with its place' cmp "$work/want" "$work/err"
run vcssctl render "$work/bad.machine" "$work/tree"
expect 'errors: render fails' 1
check 'errors: nothing is rendered' [ ! -e "$work/tree" ]
run vcssctl check zvm-guest rfc-guest
printf '%s\n' 'zvm-guest: 22 subchannels, 22 devices, 29 channel paths' \
	'rfc-guest: 4 subchannels, 4 devices, 1 channel path' >"$work/want"
expect 'check' 0 "$work/want"
cp "$srcdir/kernel/machines/rfc-guest.machine" "$work/mine.machine"
run vcssctl check --machines "$work" mine
expect '--machines' 0
run vcssctl check - <"$work/mine.machine"
expect 'standard input' 0
run vcssctl check "$work"
expect 'a directory' 1
expect_err 'a directory: said so' 'Is a directory'

# ---- the manual page ----

sed "s/\\\\-/-/g" "$srcdir/man/vcss-machine.5" >"$work/page"
sed -n "/^\.EX$/,/^\.EE$/p" "$work/page" >"$work/examples"
n=0
while read -r line; do
	case $line in
	.EX)
		n=$((n + 1))
		: >"$work/example.machine"
		;;
	.EE)
		run vcssctl check "$work/example.machine"
		expect "vcss-machine(5): example $n" 0
		;;
	*)
		echo "$line" >>"$work/example.machine"
		;;
	esac
done <"$work/examples"
check "vcss-machine(5): has examples" [ $n -gt 3 ]
# each key has a paragraph: the messages for unknown ones list them all
for kind in machine css chpath subchannel defunct; do
	id=0
	[ $kind != machine ] || id=
	echo "$kind $id nosuch=1" >"$work/example.machine"
	run vcssctl check "$work/example.machine"
	for key in $(sed -n "s/.*expected one of //p" "$work/err" | tr -d ,); do
		check "vcss-machine(5): $kind $key" grep -q "^\.BI* ${key%.\*}\.*\( \|$\)" \
			"$work/page"
	done
done

# ---- stores: checked before there is a word of the module ----

cat >"$work/disk.machine" <<END
subchannel 0 device=190 kind=9336 driver=kernel blocks=2 store=$work/new
subchannel 1 device=191 kind=9336 driver=kernel blocks=2 store=$work/disk.machine
END
run vcssctl load "$work/disk.machine"
expect 'load: a store of another size' 1
size=$(wc -c <"$work/disk.machine")
expect_err 'load: a store of another size: said so' \
	"vcssctl: $work/disk.machine:2:12: store $work/disk.machine: has $size bytes; a disk of 2 blocks needs 1024"
check 'load: no other store is left' [ ! -e "$work/new" ]
run vcssctl attach 0.0.0000 device=190 kind=3390-3 driver=kernel "store=$work/disk.machine"
expect 'attach: a store that is none' 1
expect_err 'attach: a store that is none: said so' \
	"vcssctl: store $work/disk.machine: not a CKD image, it does not begin with CKD_P370"

# ---- where to ----

mkdir "$work/empty" "$work/full"
touch "$work/full/x" "$work/file"
run vcssctl render rfc-guest "$work/empty"
expect 'into an empty directory' 0
run vcssctl render rfc-guest "$work/full"
expect 'into one that is not' 1
expect_err 'into one that is not: said so' "vcssctl: Cannot write $work/full: Directory not empty"
check 'into one that is not: nothing written' [ "$(ls "$work/full")" = x ]
run vcssctl render rfc-guest "$work/file"
expect 'into a file' 1
run vcssctl render rfc-guest "$work/no/such"
expect 'into nowhere' 1
expect_err 'into nowhere: said so' "vcssctl: Cannot write $work/no/such: No such file or directory"
if [ "$(id -u)" != 0 ]; then
	mkdir -m 555 "$work/locked"
	run vcssctl render rfc-guest "$work/locked"
	expect 'into one without permission' 1
fi
# the messages through a pipe: files are what there is no room for
message=$( (ulimit -f 0; trap "" XFSZ; vcssctl render rfc-guest "$work/small") 2>&1)
status=$?
echo "$message" >"$work/err"
: >"$work/out"
expect "no room" 1
expect_err 'no room: said so' "vcssctl: Cannot write $work/small/bus/css/drivers_autoprobe: File too large"
expect_err 'no room: ... and that it is not complete' 'is not complete'
if [ -w /dev/full ]; then
	vcssctl format zvm-guest >/dev/full 2>"$work/err"
	status=$?
	: >"$work/out"
	expect 'standard output is full' 1
	expect_err 'standard output is full: said so' 'No space left on device'
fi

# ---- the tree ----

cat >"$work/one.machine" <<END
css 0 cm_enable=yes real_cssid=1
chpath 0.3a type=1b chid=05e4 cmg=2 shared=1 speed=16G util=ABC vary=off
subchannel 0.0.0008 device=0.0.0191 cu=3990/e9 dev=3390/0c online=yes cmb_enable=yes cmf.avg_utilization=5.0% chpids=3a,3a
subchannel 0.0.0009 device=0.0.8000 cu=1731/01 dev=1732/01 group=0.0.8000 linux=enc8000 chpids=3a
subchannel 0.0.000a mdev=6dfd3ec5-e8b3-4e18-a6fe-57bc9eceb920
subchannel 0.0.000b type=eadm
defunct 0.0.0192 cu=3990/e9
END
run vcssctl render "$work/one.machine" "$work/one"
expect 'one of each: render' 0

# holds FILE TEXT: with \n for newlines
holds()
{
	# shellcheck disable=SC2059 # a format indeed
	printf "$2" >"$work/want"
	check "$1" cmp "$work/want" "$work/one/$1"
}

# leads LINK FILE: both are the same
leads()
{
	check "$1" [ "$work/one/$1" -ef "$work/one/$2" ]
}

css=devices/css0
holds $css/cm_enable '1\n'
holds $css/real_cssid '1\n'
holds $css/chp0.3a/type '1b\n'
holds $css/chp0.3a/status 'offline\n'
holds $css/chp0.3a/configure '1\n'
holds $css/chp0.3a/chid '05e4\n'
holds $css/chp0.3a/chid_external '1\n'
holds $css/chp0.3a/speed_bps '16G\n'
holds $css/0.0.0008/chpids '3a 3a 00 00 00 00 00 00 \n'
holds $css/0.0.0008/pimpampom 'c0 c0 ff\n'
holds $css/0.0.0008/vpm '00\n'
holds $css/0.0.0008/type '0\n'
holds $css/0.0.0008/modalias 'css:t0\n'
holds $css/0.0.0008/dev_busid '0.0.0191\n'
holds $css/0.0.0008/driver_override '(null)\n'
holds $css/0.0.0008/uevent 'DRIVER=io_subchannel\nST=0\nMODALIAS=css:t0\n'
holds $css/0.0.0008/0.0.0191/modalias 'ccw:t3990mE9dt3390dm0C\n'
holds $css/0.0.0008/0.0.0191/cutype '3990/e9\n'
holds $css/0.0.0008/0.0.0191/devtype '3390/0c\n'
holds $css/0.0.0008/0.0.0191/availability 'good\n'
holds $css/0.0.0008/0.0.0191/cmf/avg_utilization '05.0%%\n'
holds $css/defunct/0.0.0192/modalias 'ccw:t3990mE9dtdm\n'
holds $css/defunct/0.0.0192/devtype 'n/a\n'
holds $css/defunct/0.0.0192/availability 'no device\n'
holds $css/0.0.000b/uevent 'DRIVER=eadm_subchannel\nST=3\nMODALIAS=css:t3\n'
check 'EADM subchannels have no paths' [ ! -e "$work/one/$css/0.0.000b/chpids" ]
check 'vfio_ccw brings no vpm' [ ! -e "$work/one/$css/0.0.000a/vpm" ]
leads bus/css/devices/0.0.0008 $css/0.0.0008
leads bus/ccw/devices/0.0.0191 $css/0.0.0008/0.0.0191
leads bus/ccw/devices/0.0.0192 $css/defunct/0.0.0192
leads bus/ccw/drivers/dasd-eckd/0.0.0191 $css/0.0.0008/0.0.0191
leads $css/0.0.0008/driver bus/css/drivers/io_subchannel
leads $css/0.0.0008/subsystem bus/css
leads $css/0.0.0008/0.0.0191/driver bus/ccw/drivers/dasd-eckd
leads $css/0.0.0008/0.0.0191/subsystem bus/ccw
leads $css/0.0.000a/driver bus/css/drivers/vfio_ccw
leads $css/0.0.0009/0.0.8000/group_device devices/qeth/0.0.8000
leads devices/qeth/0.0.8000/cdev0 $css/0.0.0009/0.0.8000
leads bus/ccwgroup/drivers/qeth/0.0.8000 devices/qeth/0.0.8000
check 'the network interface of a group' [ -d "$work/one/devices/qeth/0.0.8000/net/enc8000" ]

# the recorded guest has the same files, links and texts, but for what the render lacks
tar -C "$work" -xzf "$srcdir/tests/data/guest-6.12.tar.gz"
run vcssctl render qemu-sets "$work/sets"
expect 'qemu-sets: render' 0
(
	cd "$work/guest-6.12/sys" || exit
	find . \( -type f -o -type l \) ! -name features ! -path '*/virtio[0-9]/status' \
		! -path '*/virtio[0-9]/driver' ! -name pools | sort
) >"$work/files"
differ=0
while read -r file; do
	if [ -L "$work/guest-6.12/sys/$file" ]; then
		[ "$(readlink "$work/guest-6.12/sys/$file")" = \
			"$(readlink "$work/sets/$file")" ] && continue
	elif [ "${file##*/}" = uevent ]; then
		grep -v '^DRIVER=virtio_console' "$work/guest-6.12/sys/$file" |
			cmp -s - "$work/sets/$file" && continue
	else
		cmp -s "$work/guest-6.12/sys/$file" "$work/sets/$file" && continue
	fi
	echo "# $file differs"
	differ=$((differ + 1))
done <"$work/files"
check 'qemu-sets: as the kernel made it' [ $differ = 0 ]
finish_tests
