# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# tap.sh - TAP from shell scripts; to be sourced
#
# srcdir and builddir come from the environment (make check sets them).

srcdir=$(cd "${srcdir:?}" && pwd)
builddir=$(cd "${builddir:?}" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/ccwtools.XXXXXX")
trap 'chmod -R u+rwX "$work" 2>/dev/null; rm -rf "$work"' EXIT
unset SYSFS_ROOT
export FMT_NOMETA=1

n_tests=0

lscss()
{
	"$builddir/lscss/lscss" "$@"
}

lschp()
{
	"$builddir/lschp/lschp" "$@"
}

chchp()
{
	"$builddir/chchp/chchp" "$@"
}

chccwdev()
{
	"$builddir/chccwdev/chccwdev" "$@"
}

ccwcheck()
{
	"$builddir/ccwcheck/ccwcheck" "$@"
}

vcssctl()
{
	"$builddir/kernel/vcssctl" "$@"
}

# program_of COMMAND: where it is, for other shells and tools that run it
program_of()
{
	case $1 in
	ccwtop) echo "$builddir/tui/ccwtop" ;;
	vcssctl) echo "$builddir/kernel/vcssctl" ;;
	vcssctl-lines) echo "$builddir/tests/machine/vcssctl-lines" ;;
	*) echo "$builddir/$1/$1" ;;
	esac
}

ok()
{
	n_tests=$((n_tests + 1))
	printf 'ok %s - %s\n' $n_tests "$1"
}

not_ok()
{
	n_tests=$((n_tests + 1))
	printf 'not ok %s - %s\n' $n_tests "$1"
}

skip()
{
	n_tests=$((n_tests + 1))
	echo "ok $n_tests - $1 # SKIP $2"
}

# check NAME COMMAND...: the command must succeed
check()
{
	name=$1
	shift
	if "$@"; then ok "$name"; else not_ok "$name"; fi
}

# run COMMAND...: keeps standard output, standard error and status
run()
{
	"$@" >"$work/out" 2>"$work/err"
	status=$?
}

# expect NAME STATUS [FILE]: of the last run; FILE is the standard output it must have
expect()
{
	if [ "$status" = "$2" ] && { [ $# -lt 3 ] || cmp -s "$3" "$work/out"; }; then
		ok "$1"
		return
	fi
	not_ok "$1"
	echo "# exit status $status, expected $2"
	[ $# -lt 3 ] || diff -u "$3" "$work/out" | sed 's/^/# /'
	sed 's/^/# stderr: /' "$work/err"
}

# expect_err NAME TEXT: the last run said so on standard error
expect_err()
{
	if grep -qF -- "$2" "$work/err"; then
		ok "$1"
	else
		not_ok "$1"
		sed 's/^/# stderr: /' "$work/err"
	fi
}

finish_tests()
{
	echo "1..$n_tests"
}
