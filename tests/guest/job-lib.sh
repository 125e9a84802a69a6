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
