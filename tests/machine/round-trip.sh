#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Capture of a render gives the machine file back: for the bundled machines and for
# generated ones. SEEDS from the environment says how many of those.
# trees of many small files: in memory, if that can be had
[ ! -w /dev/shm ] || export TMPDIR="${TMPDIR:-/dev/shm}"
# shellcheck source=tests/tap.sh
. "$srcdir/tests/tap.sh"

export VCSS_MACHINES="$srcdir/kernel/machines:$builddir/kernel/machines"

# round_trip NAME MACHINE
round_trip()
{
	if ! vcssctl format "$2" >"$work/canonical" 2>"$work/err"; then
		not_ok "$1: format"
		sed 's/^/# /' "$work/err"
		return
	fi
	rm -rf "$work/tree"
	run vcssctl format "$work/canonical"
	cmp -s "$work/out" "$work/canonical" || {
		not_ok "$1: the canonical form is its own"
		return
	}
	run vcssctl render "$work/canonical" "$work/tree"
	# what only an emulation needs is not in a tree
	sed -i '/^machine sclp=refuse$/d; s/ driver=kernel//' "$work/canonical"
	[ "$status" = 0 ] && run vcssctl capture --sysroot "$work/tree"
	expect "$1" 0 "$work/canonical"
}

for machine in zvm-guest qemu-virtio qemu-3270 qemu-sets rfc-guest large-lpar; do
	round_trip $machine $machine
done
seed=1
while [ $seed -le "${SEEDS:-20}" ]; do
	"$builddir/bench/gen-machine" --seed $seed $((seed * 9)) $((seed * 6 % 256 + 1)) \
		>"$work/generated.machine"
	round_trip "seed $seed" "$work/generated.machine"
	"$builddir/bench/gen-machine" --odd --seed $seed $((seed * 3)) 20 \
		>"$work/generated.machine"
	round_trip "seed $seed, odd" "$work/generated.machine"
	seed=$((seed + 1))
done
finish_tests
