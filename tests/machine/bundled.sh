#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The bundled machines: rendered, lscss and lschp list what the sources of them show, and
# capture gives them back.
# trees of many small files: in memory, if that can be had
[ ! -w /dev/shm ] || export TMPDIR="${TMPDIR:-/dev/shm}"
# shellcheck source=tests/tap.sh
. "$srcdir/tests/tap.sh"

here=$srcdir/tests/machine
export VCSS_MACHINES="$srcdir/kernel/machines:$builddir/kernel/machines"

# lists MACHINE LSCSS LSCHP: files with what they print
lists()
{
	run vcssctl render "$1" "$work/$1"
	expect "$1: render" 0
	run lscss --sysroot "$work/$1"
	expect "$1: lscss" 0 "$2"
	run lschp --sysroot "$work/$1"
	expect "$1: lschp" 0 "$3"
}

table()
{
	printf '%s\n' 'Device   Subchan.  DevType CU Type Use  PIM PAM POM  CHPIDs           ' \
		'----------------------------------------------------------------------'
	while read -r dev sch cu use; do
		printf '%s %s  0000/00 %s %-3s  80  80  ff   %s000000 00000000\n' \
			"$dev" "$sch" "$cu" "${use% *}" "${use#* }"
	done
}

paths()
{
	printf '%s\n' 'CHPID  Vary  Cfg.  Type  Cmg  Shared  PCHID' \
		'==========================================='
	while read -r id type shared; do
		printf '%s   1     -     %s    -    %s      -     \n' "$id" "$type" "$shared"
	done
}

lists zvm-guest "$srcdir/tests/data/zvm-guest-lscss.txt" \
	"$srcdir/tests/data/zvm-guest-lschp.txt"

table >"$work/lscss" <<-END
	0.0.0000 0.0.0000 3832/01 yes 00
	0.0.0815 0.0.0001 3832/02 yes 00
	0.0.9999 0.0.0002 3832/03 yes 00
	0.1.abcd 0.1.0000 3832/05 yes 00
END
echo '0.00 32 0' | paths >"$work/lschp"
lists rfc-guest "$work/lscss" "$work/lschp"

table >"$work/lscss" <<-END
	0.0.0000 0.0.0000 3832/01 yes 00
	0.0.0042 0.0.0001 3832/02 yes 00
END
echo '0.00 32 -' | paths >"$work/lschp"
lists qemu-virtio "$work/lscss" "$work/lschp"

tar -C "$work" -xzf "$srcdir/tests/data/guest-6.12.tar.gz"
lists qemu-sets "$work/guest-6.12/expect/01.out" "$work/guest-6.12/expect/23.out"

# the recorded guest is that machine
vcssctl format qemu-sets >"$work/want"
run vcssctl capture --sysroot "$work/guest-6.12"
expect 'capture of the recorded guest' 0 "$work/want"

# what the machines say, besides what lscss and lschp list
run vcssctl render qemu-3270 "$work/qemu-3270"
expect 'qemu-3270: render' 0
run lscss --sysroot "$work/qemu-3270" -o device,driver,online,chpids -d a
expect 'qemu-3270: a terminal on a path of its own' 0
check "qemu-3270: ... offline" grep -q "^0.0.000a 3270 *01000000 00000000" "$work/out"

run vcssctl render large-lpar "$work/large-lpar"
expect 'large-lpar: render' 0
lscss --sysroot "$work/large-lpar" -a --format jsonl | grep -c '"0\.[0-9]*\.[0-9a-f]*", "type"' \
	>/dev/null || :
for set in 0 1 2 3; do
	run lscss --sysroot "$work/large-lpar" --count "0.$set.0000-0.$set.ffff"
	check "large-lpar: subchannel set $set" [ "$(cat "$work/out")" -gt 100 ]
done

# the listings alone make a machine with the same listings
data=$srcdir/tests/data
run vcssctl capture --from-text "$data/zvm-guest-lscss.txt" "$data/zvm-guest-lschp.txt"
expect 'zvm-guest: capture --from-text' 0
cp "$work/out" "$work/zvm-text"
run vcssctl render - "$work/again" <"$work/zvm-text"
expect 'zvm-guest: render - of the captured text' 0
run lscss --sysroot "$work/again"
expect 'zvm-guest: the same lscss' 0 "$srcdir/tests/data/zvm-guest-lscss.txt"
run lschp --sysroot "$work/again"
expect 'zvm-guest: the same lschp' 0 "$srcdir/tests/data/zvm-guest-lschp.txt"

cat >"$work/want" <<-END
	machine absent=configure
	chpath 0.00 type=32 shared=0
	subchannel 0.0.0000 device=0.0.0000 cu=3832/01 online=yes chpids=00
	subchannel 0.0.0001 device=0.0.0042 cu=3832/02 online=yes chpids=00
END
run vcssctl capture --from-text "$here/old-listing.txt"
expect 'capture --from-text of an old listing' 0 "$work/want"

cat >"$work/want" <<-END
	chpath 0.09 type=1b vary=off chid=0599 cmg=2 shared=1
	chpath 0.2a type=1b configure=standby chid=05dc external=no cmg=2 shared=1
	chpath 0.3a type=1b configure=not_recognized
	subchannel 0.0.0001 device=0.0.0191 cu=3990/e9 dev=3390/0c online=yes chpids=2a,3a,09 pam=c0
	subchannel 0.0.0002 device=0.0.0192 cu=3990/e9 dev=3390/0c avail="no path" chpids=2a,3a,09 pam=00
	subchannel 0.0.0003 chpids=2a pam=80
	subchannel 0.0.0004 dev_busid=0.0.0300 chpids=2a pam=80 mdev=6dfd3ec5-e8b3-4e18-a6fe-57bc9eceb920
	subchannel 0.0.0005 type=chsc
	subchannel 0.1.0000 type=eadm
	subchannel 0.2.0000 chpids=2a pam=80 sch_driver=vfio_ccw
	defunct 0.0.0200 cu=3990/e9 dev=3390/0c online=yes
END
run vcssctl capture --from-text "$here/all-listing.txt"
expect 'capture --from-text of all columns and tables' 0 "$work/want"
finish_tests
