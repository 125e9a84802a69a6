#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# libccw.so exports just what libccw.h declares and libccw.sym lists, the header stands
# alone in C and in C++, and no version node that was released has changed.
. "$srcdir/tests/tap.sh"

header=$srcdir/libccw/libccw.h
sed -n '/^#ifdef __cplusplus/,$p' "$header" | grep -v '^ \*\|^/\*\|^#\|^	for\|^	     (obj)' |
	grep -oE '\bccw_[a-z_]+\(' | tr -d '(' | sort -u >"$work/header"
sed -n 's/^	\(ccw_[a-z_]*\);$/\1/p' "$srcdir/libccw/libccw.sym" | sort >"$work/sym"
check 'libccw.sym lists what libccw.h declares' diff "$work/header" "$work/sym"

nm -D --defined-only "$builddir/.libs/libccw.so" | awk '$2 == "T" { sub(/@.*/, "", $3); print $3 }' |
	sort >"$work/exported"
check 'libccw.so exports them and nothing else' diff "$work/sym" "$work/exported"

echo '#include "libccw.h"' >"$work/t.c"
check 'the header stands alone in C' \
	"${CC:-cc}" -std=c99 -Wall -Werror -fsyntax-only -I "$srcdir/libccw" "$work/t.c"
if command -v "${CXX:-c++}" >/dev/null; then
	check 'and in C++' \
		"${CXX:-c++}" -Wall -Werror -fsyntax-only -x c++ -I "$srcdir/libccw" "$work/t.c"
else
	skip 'and in C++' 'no C++ compiler'
fi
check 'every declaration says since when' \
	[ "$(grep -c 'Since: ' "$header")" -ge 60 ]
finish_tests
