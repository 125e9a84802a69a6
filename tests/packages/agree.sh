#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What packages say twice is the same: versions, symbols, the pages and programs that
# belong to a package. Packages are built rarely, and this is forgotten more often.
. "$srcdir/tests/tap.sh"

version=$(sed -n 's/^PACKAGE_VERSION = //p' "$builddir/Makefile")
soname=$(sed -n 's/^LIBCCW_LTVERSION = \([0-9]*\):[0-9]*:\([0-9]*\)$/\1 \2/p' "$builddir/Makefile" |
	awk '{ print $1 - $2 }')
if [ ! -e "$srcdir/debian/libccw1.symbols" ]; then
	skip 'packages' 'debian/ is that of a distribution'
	finish_tests
	exit
fi

check 'debian/changelog has the version' \
	[ "$(sed -n '1s/.*(\(.*\)-[^-]*).*/\1/p' "$srcdir/debian/changelog")" = "$version" ]
check 'ccwtools.spec has the version' \
	[ "$(sed -n 's/^Version:[	 ]*//p' "$srcdir/packaging/ccwtools.spec")" = "$version" ]
check 'libccw1.symbols has the soname' \
	grep -q "^libccw.so.$soname libccw$soname " "$srcdir/debian/libccw1.symbols"

awk '/^LIBCCW_.* {$/ { node = $1; print node "@" node }
	/^	ccw_/ { sub(/;/, ""); print $1 "@" node }' "$srcdir/libccw/libccw.sym" |
	sort >"$work/sym"
sed -n 's/^ \([^ ]*@[^ ]*\) .*/\1/p' "$srcdir/debian/libccw1.symbols" | sort >"$work/symbols"
check 'libccw1.symbols has what libccw.sym has' diff "$work/sym" "$work/symbols"

# what is installed, one by one, is in one of the packages
for page in "$srcdir"/man/*.8; do
	page=${page##*/}
	check "$page is in a package" \
		grep -qx "usr/share/man/man8/$page" "$srcdir"/debian/ccwtools.install \
		"$srcdir"/debian/ccwtop.install
done
for file in "$srcdir"/completions/bash/* "$srcdir"/completions/zsh/*; do
	check "completion ${file##*/} is in a package" \
		grep -qx "usr/share/.*/${file##*/}" "$srcdir"/debian/ccwtools.install \
		"$srcdir"/debian/ccwtop.install
done
finish_tests
