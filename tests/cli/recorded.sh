#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The recorded guest: lscss and lschp answer what s390-tools 2.35 answered in it.
. "$srcdir/tests/tap.sh"

tar -C "$work" -xzf "$srcdir/tests/data/guest-6.12.tar.gz"
guest=$work/guest-6.12
export SYSFS_ROOT="$guest/sys"

for cmd in "$guest"/expect/*.cmd; do
	base=${cmd%.cmd}
	line=$(cat "$cmd")
	# shellcheck disable=SC2086 # words without blanks
	run $line
	expect "$line" "$(cat "$base.rc" 2>/dev/null || echo 0)" "$base.out"
done
finish_tests
