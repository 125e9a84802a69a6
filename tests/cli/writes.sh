#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Nothing is written but what was asked for: strace tells which files each command opens
# for writing, makes, renames or removes. What only reads does none of it.
#
# shellcheck disable=SC2016,SC2317 # awk's; functions that are called by check
[ ! -w /dev/shm ] || export TMPDIR="${TMPDIR:-/dev/shm}"
# shellcheck source=tests/tap.sh
. "$srcdir/tests/tap.sh"
unset CCW_ASSUME_YES XDG_CONFIG_HOME XDG_STATE_HOME
# who is traced cannot look for leaks
export ASAN_OPTIONS=detect_leaks=0

vcssctl render "$srcdir/kernel/machines/zvm-guest.machine" "$work/tree" || exit 1
chmod -R u+w "$work/tree"
css=$work/tree/devices/css0
: >"$css/rescan"
: >"$css/0.0.0009/0.0.208f/safe_offline"
export SYSFS_ROOT="$work/tree" HOME="$work/home"
mkdir "$HOME" "$work/dir"
cd "$work/dir" || exit 1

if ! strace -f -y -o "$work/strace" true 2>"$work/err"; then
	echo "1..0 # SKIP strace does not work here: $(head -n 1 "$work/err")"
	exit 0
fi

# From what strace tells: a line for each file that is opened for writing, for each that is
# written to and was not seen to be opened, and for each that anything else is done to. Paths are
# those below the scratch folder; what is random in a name is XXXXXX.
written()
{
	awk -v work="$work/" '
	function shown(path)
	{
		if (index(path, work) == 1)
			path = substr(path, length(work) + 1)
		sub(/^tree\/devices\/css0\/(0\.0\.00[0-9a-f]*\/)?/, "tree/", path)
		sub(/\.prom\.[A-Za-z0-9]+$/, ".prom.XXXXXX", path)
		return path
	}
	# the path behind a descriptor, as -y has it: 3</path>
	function path_of(text)
	{
		sub(/^[^<]*</, "", text)
		sub(/>.*/, "", text)
		return text
	}
	# all paths that are named, those that are relative with their folder
	function paths(text,  dir, list, name)
	{
		while (match(text, /[0-9A-Z_]+<[^>]*>|"[^"]*"/)) {
			name = substr(text, RSTART, RLENGTH)
			text = substr(text, RSTART + RLENGTH)
			if (name !~ /^"/) {
				dir = path_of(name)
				if (text ~ /^, "/)
					continue
				name = dir
			} else {
				name = substr(name, 2, length(name) - 2)
				if (name !~ /^\// && dir != "")
					name = dir "/" name
				else if (name !~ /^\//)
					name = work "dir/" name
			}
			list = list " " shown(name)
		}
		return list
	}
	# a call that another process came in between of is made one line
	{ pid = $1; sub(/^[0-9]+ +/, "") }
	sub(/ *<unfinished \.\.\.>$/, "") { begun[pid] = $0; next }
	/^<\.\.\. .* resumed>/ { sub(/^<[^>]*>/, ""); $0 = begun[pid] $0 }
	/ = -1 / || /^[+-]/ { next }
	# of a build that counts what is executed (make coverage)
	/\.gcda[">]/ { next }
	{ call = $0; sub(/\(.*/, "", call); args = substr($0, length(call) + 2) }
	call ~ /^open/ && /O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)/ {
		sub(/.* = [0-9]+</, "", args)
		sub(/>$/, "", args)
		opened[args]
		print "open " shown(args)
		next
	}
	call ~ /^(creat|rename|unlink|mkdir|rmdir|link|symlink|mknod|truncate|chmod|fchmodat|chown|lchown|fchownat|utime|futimesat|mount|umount|setxattr|lsetxattr|removexattr|bind|connect)/ {
		sub(/ = [0-9].*/, "", args)
		sub(/at2?$|at2$|2$/, "", call)
		print call paths(args)
		next
	}
	call ~ /^(p?write|pwritev?|writev|ftruncate|fallocate|fchmod|fchown|sendfile|copy_file_range|splice)/ {
		fd = args
		sub(/[^0-9].*/, "", fd)
		path = path_of(args)
		if (fd > 2 && path !~ /^(pipe:|anon_inode:|socket:|UNIX)/ && !(path in opened))
			print "write " shown(path)
	}' "$work/strace" | grep -v -e '^open /dev/null$' -e '^open /dev/tty$' | awk '!seen[$0]++'
}

# writes NAME COMMAND...: its status is $ends, what it writes is in $work/want
ends=0
writes()
{
	name=$1
	shift
	program=$(program_of "$1")
	shift
	run strace -f -y -s 4096 -e trace=%file,%desc,%network -o "$work/strace" \
		"$program" "$@"
	expect "$name" $ends
	written >"$work/have"
	check "$name: writes what was asked" diff "$work/want" "$work/have"
}

# opens NAME PATH... -- COMMAND...: below the folder of the tree
opens()
{
	name=$1
	shift
	: >"$work/want"
	while [ "$1" != -- ]; do
		echo "open $1" >>"$work/want"
		shift
	done
	shift
	writes "$name" "$@" </dev/null
}

# ---- what reads ----

for line in lscss 'lscss -a --vpm --avail' 'lscss --tree' 'lscss --format json' \
	'lscss --degraded' lschp 'lschp --unused' 'ccwcheck --all' \
	'ccwcheck --format openmetrics' 'ccwtop -b -n 1' 'ccwtop -b -n 2 -d 0.1 --view matrix' \
	'vcssctl capture' "vcssctl check $srcdir/kernel/machines/zvm-guest.machine" \
	'chchp --dry-run --vary 0 0.3a' 'chchp --dry-run --configure 0 0.00-0.ff' \
	'chccwdev --dry-run --offline 0.0.208f' 'chccwdev --dry-run -a cmb_enable=1 -e 191'; do
	# shellcheck disable=SC2086 # words
	opens "$line" -- $line
done

# ---- what changes something ----

opens 'vary off' tree/chp0.3a/status -- chchp -v 0 0.3a
opens 'vary on' tree/chp0.3a/status -- chchp -v 1 0.3a
opens 'several' tree/chp0.28/status tree/chp0.29/status -- chchp -v 0 0.28-0.29
opens 'configure' tree/chp0.3a/configure -- chchp -c 0 0.3a
opens 'configure on' tree/chp0.3a/configure -- chchp -c 1 0.3a
opens 'an attribute' tree/chp0.3a/status -- chchp -a status=offline 0.3a
opens 'rescan' tree/rescan -- chchp --rescan
opens 'online' tree/0.0.0191/online -- chccwdev -e 0.0.0191
opens 'online, already' -- chccwdev -e 0.0.0191
opens 'offline' tree/0.0.0191/online -- chccwdev -d 0.0.0191
opens 'several, eight at a time' tree/0.0.0190/online tree/0.0.019d/online -- \
	chccwdev -e -j 1 190,19d
opens 'an attribute of a device' tree/0.0.0191/cmb_enable -- chccwdev -a cmb_enable=1 191
# what is in these files afterwards is no answer of a kernel
ends=1
opens 'online, forced' tree/0.0.0191/online -- chccwdev -f 0.0.0191
opens 'safe offline' tree/0.0.208f/safe_offline -- chccwdev -s 208f
ends=0
echo 1 >"$css/0.0.0008/0.0.0191/online"

# ---- ccwtop ----

# typed LINE PATH: one that it opens
typed()
{
	echo "$1" >"$work/in"
	echo "open $2" >"$work/want"
	writes "ccwtop: $1" ccwtop --line <"$work/in"
}

: >"$work/want"
printf '%s\n' list 'show 208f' 'list paths' 'list matrix' 'list tree' 'filter degraded' help \
	>"$work/in"
writes 'ccwtop: what reads' ccwtop --line <"$work/in"
typed 'configure off 28' tree/chp0.28/configure
typed 'online 592' tree/0.0.0592/online
typed 'offline 592' tree/0.0.0592/online
typed 'attr 191 cmb_enable=0' tree/0.0.0191/cmb_enable
typed "save $work/dir/events" dir/events

# ---- files ----

printf '%s\n' 'open dir/.ccw.prom.XXXXXX' 'rename dir/.ccw.prom.XXXXXX dir/ccw.prom' >"$work/want"
# 2: there is something wrong by now
ends=2
writes 'ccwcheck --output' ccwcheck --format openmetrics --output "$work/dir/ccw.prom" </dev/null
ends=0
check '... is all that is there' [ "$(ls "$work/dir")" = "$(printf 'ccw.prom\nevents')" ]
: >"$work/dir/vcss"
opens 'what is told to the module' dir/vcss -- vcssctl-lines path-fail 3a
run strace -f -y -e trace=%file,%desc,%network -o "$work/strace" "$builddir/kernel/vcssctl" \
	render "$srcdir/kernel/machines/zvm-guest.machine" "$work/dir/tree"
expect 'vcssctl render' 0
written | grep -v '^[a-z]* [^ ]* *dir/tree\(/\|$\)' | grep -v '^[a-z]* dir/tree\(/\|$\)' >"$work/have"
check '... is all in its folder' diff /dev/null "$work/have"
check '... and there is something' [ -n "$(written | head -n 1)" ]
check 'nothing of the user was touched' [ -z "$(ls -A "$HOME")" ]
finish_tests
