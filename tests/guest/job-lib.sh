# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# job-lib.sh - what the jobs in guests share; to be sourced
#
# A job prints TAP lines without numbers.
PATH=/ccw/usr/sbin:$PATH

check()
{
	if "${@:2}" >/tmp/check 2>&1; then
		echo "ok - $1"
	else
		echo "not ok - $1"
		sed 's/^/# /' /tmp/check
	fi
}

# must NAME COMMAND...: a check without which there is no point in going on
must()
{
	check "$@" >/tmp/must
	cat /tmp/must
	grep -q '^ok' /tmp/must || exit 1
}

host()
{
	echo "@host@ $*" >/dev/console
}

is_there()
{
	[ -e "/sys/bus/ccw/devices/$1" ]
}

is_gone()
{
	! is_there "$1"
}

wait_for()
{
	local i
	for ((i = 0; i < 100; i++)); do
		"$2" "$1" && return
		sleep 0.1
	done
	return 1
}

settle()
{
	echo 1 >/proc/cio_settle
}

rows()
{
	sed 1,2d | wc -l
}

# no COMMAND...: it fails
no()
{
	! "$@"
}

# ---- an emulated machine ----

export VCSS_MACHINES=/ccw/usr/share/ccwtools/machines

udevd_answers()
{
	udevadm control --ping 2>/dev/null
}

start_udevd()
{
	local daemon=/usr/lib/systemd/systemd-udevd
	[ -x $daemon ] || daemon=/lib/systemd/systemd-udevd
	$daemon --daemon
	# that is back before it listens, and 'udevadm settle' fails until then
	wait_for udevd udevd_answers
}

# Without a module, there is nothing to test.
setup_vcss()
{
	depmod -a
	check 'the module is installed where modprobe finds it' modprobe vcss
	# what s390-tools do not do themselves before they vary a path
	echo 1 >/proc/cio_settle
}

online()
{
	echo 1 >"/sys/bus/ccw/devices/$1/online"
}

offline()
{
	echo 0 >"/sys/bus/ccw/devices/$1/online"
}

is_online()
{
	[ "$(cat "/sys/bus/ccw/devices/$1/online" 2>/dev/null)" = 1 ]
}

# masks_are ID "PIM PAM POM VPM": those of the subchannel of a device
masks_are()
{
	local masks
	masks=$(lscss --vpm -d "$1" -o pim,pam,pom,vpm | sed -n 3p)
	[[ "${masks//  / }" == "$2"* ]] || {
		echo "$masks, and not $2"
		return 1
	}
}

driver_of()
{
	basename "$(readlink "/sys/bus/ccw/devices/$1/driver")"
}

# ---- disks ----

setup_disks()
{
	setup_vcss
	must 'the drivers for disks are there' modprobe -a dasd_eckd_mod dasd_fba_mod ext4
	# Debian's awk, for chccwdev of s390-tools; the one of the guest's busybox takes the
	# end of a range for a number with an exponent
	mkdir -p /tmp/bin /mnt
	ln -sf "$(command -v mawk)" /tmp/bin/awk
	PATH=/tmp/bin:$PATH
	# dasdfmt needs its /dev/block
	start_udevd
	cat /dev/kmsg >/out/kernel 2>/dev/null &
	# shellcheck disable=SC2064 # this process
	trap "kill $!" EXIT
	mark
}

# node ID: the name of the block device
node()
{
	local name=("/sys/bus/ccw/devices/$1/block/"*)
	[ -e "${name[0]}" ] && echo "${name[0]##*/}"
}

# is_block PATH
is_block()
{
	[ -b "$1" ]
}

# alone COMMAND...: when udev has looked at what it has to look at: the programs it calls
# have a disk open, which then can be neither formatted nor set offline
alone()
{
	udevadm settle && "$@"
}

# attribute ID NAME [VALUE]: reads or writes it
attribute()
{
	if [ $# = 3 ]; then
		echo "$3" >"/sys/bus/ccw/devices/$1/$2"
	else
		cat "/sys/bus/ccw/devices/$1/$2"
	fi
}

# status_is ID STATUS: what lsdasd says; asked for one, it would need another awk
status_is()
{
	lsdasd >/tmp/lsdasd
	grep -Eq "^$1 +$2( |$)" /tmp/lsdasd || {
		cat /tmp/lsdasd
		return 1
	}
}

# reread: what is read next comes from the disk
reread()
{
	sync
	echo 3 >/proc/sys/vm/drop_caches
}

# shown ID NAME: a line of vcssctl's details of a device, without its name
shown()
{
	vcssctl show -d "$1" | sed -n "s/^$2: *//p"
}

# ---- what the kernel says ----

# mark: what the kernel says from now on
marks=0
mark()
{
	echo "mark $((++marks))" >/dev/kmsg
}

# since_mark: on standard output, messages only
since_mark()
{
	local i
	# read by another process
	for ((i = 0; i < 50; i++)); do
		grep -q ";mark $marks\$" /out/kernel && break
		sleep 0.1
	done
	sed -n "/;mark $marks\$/,\$p" /out/kernel | sed '1d; s/^[^;]*;//; /^ /d'
}

# says REGEX: the kernel does, within ten seconds
says()
{
	local i
	for ((i = 0; i < 50; i++)); do
		since_mark >/tmp/says
		grep -Eq -e "$1" /tmp/says && return
		sleep 0.2
	done
	cat /tmp/says
	return 1
}

# says_not REGEX: nothing of the kind so far
says_not()
{
	# whatever comes before this has been read when it has
	echo end >/dev/kmsg
	local i
	for ((i = 0; i < 50; i++)); do
		since_mark >/tmp/says
		[ "$(tail -n 1 /tmp/says)" = end ] && break
		sleep 0.1
	done
	! grep -E -e "$1" /tmp/says
}
