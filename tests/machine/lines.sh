#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Commands for an emulated machine: the line that the module is told, and what is refused
# before. vcssctl-lines is vcssctl with a file "vcss" in place of /dev/vcss.
# shellcheck source=tests/tap.sh
. "$srcdir/tests/tap.sh"

lines()
{
	(cd "$work" && "$builddir/tests/machine/vcssctl-lines" "$@")
}

# tells LINE ARGUMENT...
tells()
{
	line=$1
	shift
	: >"$work/vcss"
	run lines "$@"
	expect "$*" 0 /dev/null
	echo "$line" >"$work/want"
	check "$*: $line" cmp "$work/want" "$work/vcss"
}

# refuses MESSAGE ARGUMENT...
refuses()
{
	message=$1
	shift
	: >"$work/vcss"
	run lines "$@"
	expect "$*" 2 /dev/null
	expect_err "$*: said so" "vcssctl: $message"
	check "$*: nothing is told" [ ! -s "$work/vcss" ]
}

tells 'detach 0.0001' detach 1
tells 'reserve 0.0001' reserve 0.0.0001
tells 'reserve @0.0191' reserve -d 191
tells 'release 3.0001' release 0.3.0001
tells 'release @1.0191' release --device 0.1.0191
refuses "'0.4.0000' is not the id of a subchannel" reserve 0.4.0000
refuses "'x' is not the id of a device" release -d x
refuses 'Usage: vcssctl reserve' reserve
refuses 'Usage: vcssctl release' release 1 2
refuses 'Usage: vcssctl show' show
refuses "'1.0.0000' is not the id" show 1.0.0000

# the answer is what the file has behind the line
printf 'show @0.0191\nkind: eckd\nsize: d0b\n' >"$work/vcss"
run lines show -d 191
printf 'kind: eckd\nsize: d0b\n' >"$work/want"
expect 'show: the answer' 0 "$work/want"

tells 'inject 0.0001 fault=none count=1' inject 1 none
tells 'inject @0.0191 fault=unit-check count=2 sense=1Aff' inject -d 191 unit-check=1Aff 2
tells 'inject 0.0001 fault=cc count=1 arg=3' inject 1 cc=3
tells 'inject 0.0001 fault=deferred-cc count=1 arg=1' inject 1 deferred-cc=1
tells 'inject 0.0001 fault=pending count=a arg=4e20' inject 1 pending=20 10
tells 'inject 0.0001 fault=retry count=1 arg=3e8' inject 1 retry
tells 'inject 0.0001 fault=retry count=5 arg=7d0' inject 1 retry=2 5
tells 'inject 0.0001 fault=retry count=1 arg=0' inject 1 retry=0
tells 'inject 0.0001 fault=transfer-check count=1 arg=1000' inject 1 transfer-check=4096
tells 'inject 0.0001 fault=transfer-check count=3 arg=0 chpid=0b' \
	inject --path 0.0b 1 transfer-check=0 3
tells 'inject 0.0001 fault=defective count=ffffffff arg=2a' inject 1 defective=42
tells 'inject 0.0001 fault=defective count=ffffffff arg=2c' inject 1 defective=2.14
tells 'inject 0.0001 fault=defective count=ffffffff arg=10e8a29' inject 1 defective=1182005.14
tells 'inject 0.0001 fault=defective count=ffffffff arg=3fffff' inject 1 defective=4194303
tells 'inject 0.0001 fault=read-only count=ffffffff' inject 1 read-only
tells 'inject 0.0001 fault=data-check count=ffffffff chpid=3a' \
	inject 1 data-check 4294967295 --path=3a

for value in transfer-check transfer-check= transfer-check=x transfer-check=-1 \
	transfer-check=4294967296; do
	refuses 'transfer-check=: expected a number of bytes' inject 1 $value
done
for value in retry= retry=x retry=1.5 retry=600001; do
	refuses 'retry=: expected a number of milliseconds' inject 1 $value
done
for value in defective defective= defective=x defective=1.15 defective=1. defective=.1 \
	defective=1.1.1 defective=1182006.0 defective=4194304 defective=+1 \
	defective=00000000000000000001.1; do
	refuses 'defective=: expected CYLINDER.HEAD of a 3390, or a block of a 9336' \
		inject 1 $value
done
refuses 'read-only has no value' inject 1 read-only=yes
refuses 'none has no value' inject 1 none=1
refuses 'defective stays until it is ended: it has no number' inject 1 defective=1 2
refuses 'read-only stays until it is ended: it has no number' inject 1 read-only 1
refuses "'0' is not a number of starts" inject 1 data-check 0
refuses "'x' is not a number of starts" inject 1 retry x
refuses "'100' is not a channel-path id" inject --path 100 1 data-check
refuses "'1.3a' is not a channel-path id" inject --path 1.3a 1 data-check
refuses 'none ends what there is on all paths' inject --path 3a 1 none
refuses "Unknown fault 'frob'" inject 1 frob
rm "$work/vcss"
run lines reserve 1
expect 'no module' 1
expect_err 'no module: said so' 'vcssctl: Cannot reserve 1: vcss: No such file'
finish_tests
