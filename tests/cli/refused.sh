#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# chchp and chccwdev where attributes refuse what is asked, or are not there: what is
# reported, what is put back, what is left alone. What the kernel refuses is seen in guests.
[ ! -w /dev/shm ] || export TMPDIR="${TMPDIR:-/dev/shm}"
# shellcheck source=tests/tap.sh
. "$srcdir/tests/tap.sh"
unset CCW_ASSUME_YES

root=$work/host
sys=$root/sys
css=$sys/devices/css0
mkdir -p "$root/proc"
vcssctl render "$srcdir/kernel/machines/zvm-guest.machine" "$sys"
echo 0.0.7000-0.0.70ff >"$root/proc/cio_ignore"
: >"$root/proc/cio_settle"

# For root every file can be written: be someone else.
user=
if [ "$(id -u)" = 0 ]; then
	user='setpriv --reuid=65534 --regid=65534 --clear-groups'
	chown -R 65534:65534 "$root"
	chmod a+x "$work"
fi

# as_user COMMAND ARGUMENT...: a command of ours, on the tree
as_user()
{
	command=$1
	shift
	# shellcheck disable=SC2086 # words
	run timeout 20 $user "$builddir/$command/$command" --sysroot "$root" "$@" </dev/null
}

# is FILE VALUE
is()
{
	[ "$(cat "$css/$1")" = "$2" ]
}

# says NAME STATUS [LINE...]: the last run, on standard output
says()
{
	name=$1
	want_status=$2
	shift 2
	for line; do
		echo "$line"
	done >"$work/want"
	expect "$name" "$want_status" "$work/want"
}

# ---- chchp puts back ----

chmod 444 "$css/chp0.2a/status" "$css/chp0.2a/configure"
as_user chchp -v 0 0.08,0.1a,0.2a,0.3a --rollback
says 'vary off is rolled back' 1 'Vary offline 0.08... done.' 'Vary offline 0.1a... done.' \
	'Vary offline 0.2a... failed - attribute not writable' 'Vary online 0.1a... done.' \
	'Vary online 0.08... done.'
expect_err '... the reason' 'Vary offline 0.2a: '
check '... all are as they were' sh -c "cat '$css/chp0.08/status' '$css/chp0.1a/status' | uniq |
	grep -qx online"
as_user chchp -v 0 0.08,0.2a --rollback --format csv -o object,asked,effect,errno
says '... as records' 1 '"object","asked","effect","errno"' '"0.08","offline","written",""' \
	'"0.2a","offline","failed","EACCES"' '"0.08","online","done",""'
as_user chchp -v 0 0.08,0.2a
says 'not rolled back unless asked' 64 'Vary offline 0.08... done.' \
	'Vary offline 0.2a... failed - attribute not writable'
check '... it stays off' is chp0.08/status offline
as_user chchp -v 1 0.08,0.2a,0.1a --keep-going
says 'the others, all the same' 64 'Vary online 0.08... done.' \
	'Vary online 0.2a... failed - attribute not writable' 'Vary online 0.1a... done.'
as_user chchp -c 0 0.08,0.2a --rollback
says 'configure is rolled back' 1 'Configure standby 0.08... done.' \
	'Configure standby 0.2a... failed - attribute not writable' 'Configure online 0.08... done.'
check '... it is as it was' is chp0.08/configure 1
as_user chchp -a status=offline 0.08,0.2a --rollback
says 'an attribute is rolled back' 1 'Attribute status=offline 0.08... done.' \
	'Attribute status=offline 0.2a... failed - attribute not writable' \
	'Attribute status=online 0.08... done.'
check '... it is as it was' is chp0.08/status online

echo 3 >"$css/chp0.08/configure"
as_user chchp -c 0 0.08,0.2a --rollback
expect 'a state that nobody can ask for' 64
expect_err '... is not put back' 'Configure standby 0.08: cannot be rolled back: Invalid argument'
echo 1 >"$css/chp0.08/configure"
chmod 222 "$css/chp0.08/status"
as_user chchp -a status=offline 0.08,0.2a --rollback
expect 'nobody knows what it was' 64
expect_err '... it is not put back' 'Attribute status=offline 0.08: cannot be rolled back: No data available'
chmod 644 "$css/chp0.08/status"
as_user chchp -v 1 0.08
as_user chchp -a status=offline 0.1a,0.2a --rollback --format json
expect 'rolled back, in JSON' 1
check '... there are three results' [ "$(grep -c '"effect"' "$work/out")" = 3 ]

rm "$css/chp0.2a/configure"
as_user chchp -c 0 0.2a
says 'no such attribute' 1 'Configure standby 0.2a... failed - no such attribute'
as_user chchp -a nothing=1 0.08
says '... by name' 1 'Attribute nothing=1 0.08... failed - no such attribute'
chmod 644 "$css/chp0.2a/status"

# ---- chccwdev: what fails ----

dev=devices/0.0.228f
online=$sys/bus/ccw/$dev/online
chmod 444 "$online" "$sys/bus/ccw/$dev/cmb_enable"
as_user chccwdev -d 0.0.228f
says 'offline is refused' 1 'Setting device 0.0.228f offline'
expect_err '... the reason' 'Cannot set device 0.0.228f offline: only root can change it'
as_user chccwdev -a cmb_enable=1 0.0.228f
says 'an attribute is refused' 1 'Setting cmb_enable attribute of 0.0.228f to 1'
expect_err '... the reason' 'Failed to set cmb_enable attribute of 0.0.228f: only root can change it'
as_user chccwdev -d 0.0.228f,0.0.208f
expect 'the first that fails is the last' 1
expect_err '... what is left' '1 of 2 devices left as they are'
as_user chccwdev -d 0.0.228f,0.0.208f --keep-going --format csv \
	-o object,action,attribute,group,asked,effect,errno
says '... unless asked' 64 '"object","action","attribute","group","asked","effect","errno"' \
	'"0.0.228f","offline","online","","0","failed","EACCES"' \
	'"0.0.208f","offline","online","","0","done",""'
chmod 644 "$online" "$sys/bus/ccw/$dev/cmb_enable"
as_user chccwdev -e 0.0.208f
as_user chccwdev -a nothing=1 0.0.208f
says 'no such attribute' 1
expect_err '... is told' 'Device 0.0.208f has no attribute nothing'
as_user chccwdev -a cmb_enable= 0.0.208f -e
expect_err 'no value' 'Attribute cmb_enable has no value and will be ignored'
as_user chccwdev -d -e 0.0.208f
expect_err 'both at once' 'Devices cannot be set online and offline at once'
as_user chccwdev -a online=0 -a online=1 0.0.208f
expect_err '... as attributes' 'Devices cannot be set online and offline at once'
as_user chccwdev -a online=0 -a cmb_enable=0 -a cmb_enable=1 0.0.208f
says 'the last value counts' 0 \
	'Setting cmb_enable attribute of 0.0.208f to 1' 'Setting device 0.0.208f offline' Done
as_user chccwdev -a online=force 0.0.208f
expect 'online=force: not for a file' 1
check '... it is what was written' grep -qx force "$sys/bus/ccw/devices/0.0.208f/online"
echo 1 >"$sys/bus/ccw/devices/0.0.208f/online"
as_user chccwdev -s 0.0.0009
expect_err 'safe offline where there is none' \
	'Cannot set device 0.0.0009 offline: attribute safe_offline is not available'
as_user chccwdev -a safe_offline=1 0.0.0009 --dry-run
expect '... as an attribute' 0
check '... it would be set offline' grep -qx 'Would set device 0.0.0009 offline.' "$work/out"
as_user chccwdev -e 0.0.3000-0.0.3fff
expect_err 'a range without devices' 'No device in range 0.0.3000-0.0.3fff found'

# ---- the cio_ignore list ----

as_user chccwdev -e 0.0.7001
says 'an ignored device' 1
expect_err '... is told' "it is on the cio_ignore list; 'cio_ignore -r 0.0.7001', or --unignore"
as_user chccwdev --dry-run --unignore -e 0.0.7001
says 'a dry run' 0 'Would take 0.0.7001 off the cio_ignore list.' \
	'Would set device 0.0.7001 online.'
check '... writes nothing' grep -qx 0.0.7000-0.0.70ff "$root/proc/cio_ignore"
as_user chccwdev --dry-run --unignore -e 0.0.7001 --format jsonl
says '... for programs' 0
as_user chccwdev --unignore -e 0.0.7001
expect 'it is freed, but does not come' 1
check '... the kernel was asked' grep -q 'free 0.0.7001' "$root/proc/cio_ignore"
expect_err '... is told' 'Device 0.0.7001 not found'
echo 0.0.7000-0.0.70ff >"$root/proc/cio_ignore"
chmod 444 "$root/proc/cio_ignore"
as_user chccwdev --unignore 0.0.7001
expect 'it may not be freed' 1
expect_err '... is told' 'Cannot take 0.0.7001 off the cio_ignore list: '

# ---- no driver, on a system that is this one: which module has one ----

# in_system NAME COMMAND...: as root, where the tree is /sys; modprobe is ours
in_system()
{
	name=$1
	shift
	# shellcheck disable=SC2016 # for the other shell
	run timeout 20 unshare --mount sh -c '
		mount --make-rprivate / && mount --bind "$1" /sys && shift &&
		PATH=$1:$PATH && shift && exec "$@"' sh "$sys" "$work/bin" "$@"
}

mkdir "$work/bin"
cat >"$work/bin/modprobe" <<'END'
#!/bin/sh
[ "$*" = '--resolve-alias ccw:t3990mE9dt3390dm0C' ] && echo dasd_eckd_mod
END
chmod a+x "$work/bin/modprobe"
if [ -n "$user" ] && unshare --mount mount --bind "$sys" /sys 2>/dev/null; then
	rm "$sys/bus/ccw/$dev/driver" "$online"
	in_system 'a module' "$builddir/chccwdev/chccwdev" -e 0.0.228f
	expect 'no driver' 1
	expect_err '... there is a module' \
		"Module dasd_eckd_mod has a driver for such devices: try 'modprobe dasd_eckd_mod'"
	echo '#!/bin/sh' >"$work/bin/modprobe"
	in_system 'no module' "$builddir/chccwdev/chccwdev" -e 0.0.228f
	expect_err '... there is none' 'No module has a driver for such devices'
	rm "$work/bin/modprobe"
	in_system 'no modprobe' env PATH=/nowhere "$builddir/chccwdev/chccwdev" -e 0.0.228f
	expect 'no modprobe' 1
else
	skip 'which module has a driver' 'mounting needs root'
fi
finish_tests
