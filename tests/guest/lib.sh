# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# lib.sh - what the scripts for s390x guests share; to be sourced

# shellcheck disable=SC2034 # used by those who source this
cache=${CCWTOOLS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ccwtools}

die()
{
	echo "${0##*/}: $*" >&2
	exit 1
}

# The Debian release whose kernel and userland make up a guest.
suite_of_kernel()
{
	case $1 in
	6.1) echo bookworm ;;
	6.12) echo trixie ;;
	*) die "no guest with kernel '$1': 6.1 or 6.12" ;;
	esac
}
