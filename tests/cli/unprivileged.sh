#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Who may not change anything: each command says what was attempted, on what, why it
# failed and who could; nothing is written, and everything can be looked at without a word
# of complaint. Likewise where the tree is mounted read-only. What a kernel answers is seen
# in guests (tests/guest/job-privileges).
#
# shellcheck disable=SC2317 # functions that are called by check
[ ! -w /dev/shm ] || export TMPDIR="${TMPDIR:-/dev/shm}"
# shellcheck source=tests/tap.sh
. "$srcdir/tests/tap.sh"
unset CCW_ASSUME_YES XDG_CONFIG_HOME XDG_STATE_HOME

as_user=
[ "$(id -u)" != 0 ] || as_user='setpriv --reuid=65534 --regid=65534 --clear-groups'
vcssctl render "$srcdir/kernel/machines/zvm-guest.machine" "$work/tree" || exit 1
export SYSFS_ROOT="$work/tree" HOME="$work/home"
mkdir "$HOME" "$work/dir"
echo >"$SYSFS_ROOT/devices/css0/0.0.0009/0.0.208f/safe_offline"
echo >"$SYSFS_ROOT/devices/css0/rescan"
cp -R "$work/tree" "$work/mounted"
: >"$work/dir/vcss"
# owned by another user, or by one who has taken the permission away
chmod -R a-w "$work/tree" "$work/dir" "$HOME"
chmod 400 "$work/dir/vcss"
[ -n "$as_user" ] || chmod 0 "$work/dir/vcss"
chmod 755 "$work"

digest()
{
	(cd "$SYSFS_ROOT" && find . -type f -exec cksum {} + | sort)
}

lines()
{
	(cd "$work/dir" && exec $as_user "$builddir/tests/machine/vcssctl-lines" "$@")
}

# user COMMAND ARGUMENT...: of ours, by who may not change anything
user()
{
	program=$(program_of "$1")
	shift
	$as_user "$program" "$@"
}

# refused WHAT STATUS COMMAND...: standard error is WHAT, and the reason
refused()
{
	what=$1
	want=$2
	shift 2
	run user "$@" </dev/null
	expect "$*: fails" "$want"
	echo "$what$why" >"$work/want"
	check "$*: says what, and why" diff "$work/want" "$work/err"
}

# looks COMMAND...: it works, and has nothing to complain of
looks()
{
	run user "$@" </dev/null
	expect "$*" 0
	check "$*: prints something" [ -s "$work/out" ]
	check "$*: no complaint" diff /dev/null "$work/err"
}

# typed LINE WHAT: a command of ccwtop; what it says, and why
typed()
{
	echo "$1" >"$work/in"
	run user ccwtop --line <"$work/in"
	expect "ccwtop: $1: fails" 1
	echo "$1: nothing was changed: $top_why" >"$work/want"
	check "ccwtop: $1: says what, and why" sh -c "cat '$work/out' '$work/err' |
		diff '$work/want' -"
}

changes()
{
	refused 'chchp: Vary offline 0.3a: ' 1 chchp -v 0 0.3a
	check '... in the words of s390-tools, too' \
		[ "$(cat "$work/out")" = "Vary offline 0.3a... failed - $words" ]
	refused 'chchp: Vary online 0.3a: ' 1 chchp --vary 1 0.3a
	refused 'chchp: Configure standby 0.3a: ' 1 chchp -c 0 0.3a
	refused 'chchp: Configure online 0.3a: ' 1 chchp --configure 1 0.3a
	refused 'chchp: Attribute status=offline 0.3a: ' 1 chchp -a status=offline 0.3a
	refused 'chchp: Rescan css0: ' 1 chchp --rescan
	refused 'chccwdev: Cannot set device 0.0.0191 online: ' 1 chccwdev -e 0.0.0191
	refused 'chccwdev: Cannot set device 0.0.0191 online: ' 1 chccwdev -f 191
	refused 'chccwdev: Cannot set device 0.0.208f offline: ' 1 chccwdev -d 208f
	refused 'chccwdev: Cannot set device 0.0.208f offline: ' 1 chccwdev -s 208f
	refused 'chccwdev: Cannot set device 0.0.0191 online: ' 1 chccwdev -a online=1 0.0.0191
	refused 'chccwdev: Failed to set cmb_enable attribute of 0.0.208f: ' 1 \
		chccwdev -a cmb_enable=1 208f
	typed 'vary off 3a'
	typed 'vary on 3a'
	typed 'configure off 3a'
	typed 'configure on 3a'
	typed 'online 191'
	typed 'online force 191'
	typed 'offline 208f'
	typed 'offline safe 208f'
	typed 'attr 208f cmb_enable=1'
	typed 'unignore 191'
	typed rescan
	run user chchp -v 0 0.3a --format csv -o object,action,effect,errno,reason
	printf '"%s","%s","%s","%s","%s"\n' object action effect errno reason \
		0.3a vary failed "$error" "$why" >"$work/want"
	expect 'for programs' 1 "$work/want"
}

listings()
{
	looks lscss
	looks lscss -a --vpm --avail
	looks lscss --tree
	looks lschp
	looks lschp -o chpid,name,devices,online,depend
	looks ccwcheck --all
	looks ccwcheck --format openmetrics
	looks ccwtop -b -n 1
	looks ccwtop -b -n 1 --view paths
	echo list >"$work/in"
	looks vcssctl capture
	looks chchp --dry-run --vary 0 0.3a
	looks chccwdev --dry-run --offline 0.0.208f
}

digest >"$work/before"

# ---- permissions ----

why='only root can change it (Permission denied)'
top_why='only root can (Permission denied)'
words='attribute not writable'
error=EACCES
changes
listings

run lines reserve -d 191
expect 'vcssctl reserve: fails' 1
expect_err '... says why' \
	'vcssctl: Cannot reserve 191: vcss: Permission denied; only root can'
run lines path-fail 3a
expect_err 'vcssctl path-fail: says why' \
	'vcssctl: Cannot path-fail 0.3a: vcss: Permission denied; only root can'
run lines inject -d 191 data-check
expect_err 'vcssctl inject: says why' \
	'vcssctl: Cannot inject 191 data-check: vcss: Permission denied; only root can'
run lines attach 0.0.0020 device=0.0.0160 kind=ctc chpids=08
expect_err 'vcssctl attach: says why' \
	'vcssctl: Cannot attach 0.0.0020: vcss: Permission denied; only root can'
run lines unload
expect_err 'vcssctl unload: says why' \
	'vcssctl: Cannot unload the machine: vcss: Permission denied; only root can'
run user vcssctl render "$srcdir/kernel/machines/zvm-guest.machine" "$work/dir/tree"
expect 'vcssctl render: fails' 1
expect_err '... says why' "$work/dir/tree: Permission denied"
run user ccwcheck --output "$work/dir/ccw.prom"
expect 'ccwcheck --output: fails' 3
expect_err '... says why' "ccwcheck: Cannot write $work/dir/ccw.prom: Permission denied"
for line in write "save $work/dir/events"; do
	echo "$line" >"$work/in"
	run user ccwtop --line <"$work/in"
	expect "ccwtop: $line: fails" 1
	check '... says why' grep -q "^${line%% *}: .*: Permission denied$" "$work/out" "$work/err"
done

# ---- mounted read-only ----

# A mount namespace of its own, where that is allowed; in guests it always is.
mkdir "$work/mnt"
cat >"$work/mounts" <<'EOT'
mount --bind "$1/mounted" "$1/mnt" && mount -o remount,bind,ro "$1/mnt" && shift && exec "$@"
EOT
in_namespace='unshare -m --propagation private'
[ "$(id -u)" = 0 ] || in_namespace="unshare -rm"
if $in_namespace sh "$work/mounts" "$work" true 2>/dev/null; then
	user()
	{
		program=$(program_of "$1")
		shift
		SYSFS_ROOT=$work/mnt $in_namespace sh "$work/mounts" "$work" "$program" "$@"
	}
	why='it is mounted read-only, as in a container (Read-only file system)'
	top_why='Read-only file system'
	error=EROFS
	changes
	listings
else
	echo '# no mount can be made here: what is mounted read-only is tried in guests'
fi

digest >"$work/after"
check 'nothing was written' cmp "$work/before" "$work/after"
finish_tests
