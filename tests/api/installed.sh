#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# libccw as other projects have it: installed, found by pkg-config, used from C and C++.
# The examples are built with it and run on a machine that is rendered.
. "$srcdir/tests/tap.sh"

# of_make VARIABLE: what configure has chosen
of_make()
{
	sed -n "s/^$1 = //p" "$builddir/Makefile"
}

cc=$(of_make CC)
# a library with sanitizers wants a program with them
sanitize=$(of_make CCW_CFLAGS | tr ' ' '\n' | grep '^-fsanitize=')
case $cc in
*clang*) cxx=${CXX:-clang++} ;;
*) cxx=${CXX:-g++} ;;
esac
strict="-Wall -Wextra -Werror -pedantic $sanitize"

# make check has its own idea of jobs and of what to make
unset MAKEFLAGS MFLAGS MAKELEVEL
inst=$work/installed
check 'it is installed' make -C "$builddir" DESTDIR="$inst" install-libLTLIBRARIES \
	install-includeHEADERS install-pkgconfigDATA
pc=$(find "$inst" -name libccw.pc)
PKG_CONFIG_LIBDIR=${pc%/*}
PKG_CONFIG_SYSROOT_DIR=$inst
LD_LIBRARY_PATH=$(dirname "$(find "$inst" -name libccw.so)")
export PKG_CONFIG_LIBDIR PKG_CONFIG_SYSROOT_DIR LD_LIBRARY_PATH

check 'pkg-config knows it' pkg-config --exists --print-errors libccw
check 'and its version' [ "$(pkg-config --modversion libccw)" = "$(of_make PACKAGE_VERSION)" ]
flags=$(pkg-config --cflags --libs libccw)
cp -r "$srcdir/examples" "$work/examples"
chmod -R u+w "$work/examples"
for std in c99 c11; do
	check "the examples are built, $std" make -B -C "$work/examples" CC="$cc" \
		CFLAGS="-std=$std -D_POSIX_C_SOURCE=200809L $strict"
done
check 'a monitor takes 40 lines' [ "$(wc -l <"$work/examples/monitor.c")" -le 40 ]

# ---- the examples ----

vcssctl render "$srcdir/kernel/machines/zvm-guest.machine" "$work/tree" || exit 1
tree=$work/tree
[ ! -d "$tree/sys" ] || tree=$tree/sys
vary_3a=$(find "$tree/devices" -name chp0.3a)/status

# health STATUS EXPECTED: of path-health, and what it prints, as a pattern
health()
{
	"$work/examples/path-health" "$tree" >"$work/out" 2>&1
	status=$?
	cat "$work/out"
	[ $status = "$1" ] && grep -q "$2" "$work/out"
}

check 'path-health: a machine in order' [ -z "$("$work/examples/path-health" "$tree" 2>&1)" ]
echo offline >"$vary_3a"
check 'path-health: a path is varied off' health 1 '^0.0.208f: usable 0.2a 0.1a varied off 0.3a$'
# vary_all STATE
vary_all()
{
	for file in "$tree"/devices/css0/chp0.*/status; do
		echo "$1" >"$file"
	done
}
vary_all offline
check 'path-health: no path is left' health 2 '^0.0.208f: varied off 0.3a 0.2a 0.1a$'
real_tree=$tree
tree=$work/nothing
check 'path-health: no such tree' health 3 'No such file'
tree=$real_tree

SYSFS_ROOT=$tree "$work/examples/monitor" >"$work/out" 2>&1 &
monitor=$!
# it has begun when it waits; a change is seen within two seconds
saw_change()
{
	for state in on off on off on off; do
		echo ${state}line >"$vary_3a"
		for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
			! grep -q '^chpath 0.3a changed$' "$work/out" || return 0
			sleep 0.2
		done
	done
	cat "$work/out"
	return 1
}
check 'monitor: a channel path changes' saw_change
kill $monitor
wait $monitor 2>/dev/null

# ---- C++ ----

if command -v "$cxx" >/dev/null; then
	vary_all online
	export SYSFS_ROOT="$tree"
	for std in c++11 c++20; do
		# shellcheck disable=SC2086 # words
		check "$std: compiles" "$cxx" -std=$std $strict -o "$work/use" \
			"$srcdir/tests/api/use.cc" $flags
		check "$std: runs" "$work/use"
	done
else
	skip 'C++' "no $cxx"
fi
finish_tests
