#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What is built is protected as configure found that the compiler can: a flag that gets
# lost on the way to it would not be noticed otherwise. What is installed runs with the
# rights of who calls it.
. "$srcdir/tests/tap.sh"

programs='lscss/lscss lschp/lschp chchp/chchp chccwdev/chccwdev ccwcheck/ccwcheck
	kernel/vcssctl tui/ccwtop'

# has_flag FLAG: does configure use it
has_flag()
{
	grep -E '^CCW_(CFLAGS|PIE) =' "$builddir/Makefile" | grep -q -e " $1\( \|\$\)"
}

# each PATTERN READELF-OPTION: it is in what readelf says of all programs and the library
each()
{
	for file in $programs .libs/libccw.so; do
		readelf -W "$2" "$builddir/$file" | grep -qE -e "$1" || {
			echo "not in readelf $2 $file: $1"
			return 1
		}
	done
}

are_pie()
{
	for file in $programs; do
		readelf -hW "$builddir/$file" | grep -q 'Type: *DYN' || {
			echo "$file is not position-independent"
			return 1
		}
	done
}

# make check has its own idea of jobs and of what to make
check 'it is installed' env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -C "$builddir" \
	-s DESTDIR="$work/installed" install
check '... with all programs' \
	[ "$(cd "$work/installed" && find . -type f -perm -u+x -path '*/sbin/*' | wc -l)" = 7 ]
check '... none of them with the rights of its owner' \
	[ -z "$(find "$work/installed" -type f -perm /6000)" ]
check '... and none for everyone to write' [ -z "$(find "$work/installed" -type f -perm -o+w)" ]

if ! command -v readelf >/dev/null; then
	skip 'hardening' 'no readelf'
	finish_tests
	exit
fi
check 'relocations are read-only' each 'GNU_RELRO' -l
check 'symbols are bound at the start' each 'BIND_NOW' -d
check 'no stack is executable' each 'GNU_STACK.* RW  *0x' -l
if has_flag -pie; then
	check 'programs are position-independent' are_pie
fi
if has_flag -fstack-protector-strong; then
	check 'stacks are protected' each '__stack_chk_fail' --dyn-syms
fi
if grep -q '^#define CCW_FORTIFY' "$builddir/config.h" &&
	grep '^CFLAGS =' "$builddir/Makefile" | grep -q -e '-O[1-3s]'; then
	check 'functions of the C library are checked' \
		each '__(sn|vsn|f|vf|as|vas)?printf_chk' --dyn-syms
fi
finish_tests
