#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Manual pages and completions say what the commands do: the same options and columns,
# nothing missing and nothing made up. So do the pages of the library, with the functions
# of libccw.h. Of ccwtop, there are commands, filter words, keys and settings, too.
# check-examples.sh is about examples.
# shellcheck source=tests/tap.sh
. "$srcdir/tests/tap.sh"

ccwtop()
{
	XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state "$builddir/tui/ccwtop" "$@"
}

# words: one on each line, sorted; letters, digits, "-" and "_" make a word
words()
{
	tr -cs 'a-zA-Z0-9_-' '\n' | sort -u
}

# page_section FILE NAME: of a manual page, with "-" as it reads
page_section()
{
	sed -n "/^\.SH $2\$/,/^\.SH /p" "$1" | sed 's/\\-/-/g'
}

# same NAME: the lists $work/want and $work/have
same()
{
	if [ -s "$work/want" ] && cmp -s "$work/want" "$work/have"; then
		ok "$1"
		return
	fi
	not_ok "$1"
	[ -s "$work/want" ] || echo '# found nothing to compare with'
	comm -23 "$work/want" "$work/have" | sed 's/^/# missing: /'
	comm -13 "$work/want" "$work/have" | sed 's/^/# too many: /'
}

check_options()
{
	cmd=$1 page=$srcdir/man/$1.8

	$cmd --help | sed -n 's/^ *\(-.*\)/\1/p' | sed 's/  .*//' | words |
		grep '^-' >"$work/want"
	page_section "$page" OPTIONS | sed -n '/^\.TP$/{ n; p; }' | words |
		grep '^-' >"$work/have"
	same "man/$cmd.8: options"
	for file in bash/$cmd zsh/_$cmd; do
		sed -n '/ options=($/,/^	)$/p' "$srcdir/completions/$file" |
			sed 's/.*options=(//; s/\[.*//' | words | grep '^--*[a-zA-Z]' >"$work/have"
		same "completions/$file: options"
	done
}

check_formats()
{
	cmd=$1

	$cmd --help | sed -n 's/.* --format .*: //p' | words >"$work/want"
	page_section "$srcdir/man/$cmd.8" 'OUTPUT FORMATS' |
		sed -n '/^\.TP$/{ n; s/^\.B //p; }' | words >"$work/have"
	same "man/$cmd.8: formats"
	sed -n "s/.*_add '' \(json.*\)/\1/p" "$srcdir/completions/bash/$cmd" |
		words >"$work/have"
	same "completions/bash/$cmd: formats"
	sed -n 's/.*:format:(\(.*\)).*/\1/p' "$srcdir/completions/zsh/_$cmd" |
		words >"$work/have"
	same "completions/zsh/_$cmd: formats"
}

check_columns()
{
	cmd=$1

	$cmd --columns help | sed 's/ .*//' | words >"$work/want"
	page_section "$srcdir/man/$cmd.8" COLUMNS | sed -n '/^\.TP$/{ n; s/^\.B //p; }' |
		words >"$work/have"
	same "man/$cmd.8: columns"
}

# What is in the columns of changes: the help tells of both commands.
check_change_words()
{
	cmd=$1 other=$2

	$cmd --columns help | sed -n "s/^action .*$cmd: \([^;]*\).*/\1/p" | words |
		grep -vx or >"$work/want"
	page_section "$srcdir/man/$cmd.8" COLUMNS | sed -n '/^\.B action$/,/^\.TP$/p' |
		sed '1d; /^\.B/!d; s/^\.BR* //' | words >"$work/have"
	same "man/$cmd.8: words of action"
	$cmd --columns help | sed -n "/^effect /{ s///; s/[a-z]* ($other)//; s/(.*)//; p; }" |
		words | grep -vx or | grep . >"$work/want"
	page_section "$srcdir/man/$cmd.8" COLUMNS | sed -n '/^\.B effect$/,/^\.TP$/p' |
		sed -n '/^\.B/{ N; s/^\.B \(.*\)\n- .*/\1/p; }' | words >"$work/have"
	same "man/$cmd.8: words of effect"
}

# What the completions of vcssctl know: each command, and the options of all of them.
check_vcssctl()
{
	page=$srcdir/man/vcssctl.8 bash=$srcdir/completions/bash/vcssctl
	zsh=$srcdir/completions/zsh/_vcssctl

	vcssctl --help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p' | sort >"$work/want"
	page_section "$page" COMMANDS | sed '/^\.RS$/,/^\.RE$/d' |
		sed -n '/^\.TP$/{ n; s/^\.B[IR]* "*\([a-z-]*\).*/\1/p; }' | sort -u >"$work/have"
	same 'man/vcssctl.8: commands'
	for file in "$bash" "$zsh"; do
		sed -n '/ commands=($/,/^	)$/p' "$file" | sed "s/.*commands=(//; s/:.*//" |
			words | grep . >"$work/have"
		same "${file#"$srcdir"/}: commands"
	done
	while read -r command; do
		vcssctl "$command" --help </dev/null
	done <"$work/want" | sed -n 's/^ *\(-.*\)/\1/p' | sed 's/  .*//' | words |
		grep '^-' >"$work/options"
	mv "$work/options" "$work/want"
	page_section "$page" OPTIONS | sed -n '/^\.TP$/{ n; p; }' | words | grep '^-' \
		>"$work/have"
	same 'man/vcssctl.8: options'
	sed -n 's/.*options+*=(\(-.*\))$/\1/p' "$bash" | words | grep '^-' >"$work/have"
	same 'completions/bash/vcssctl: options'
	sed -n 's/.* -a [a-z]*=//; s/\[.*//p' "$zsh" | words | grep '^--*[a-zA-Z]' >"$work/have"
	same 'completions/zsh/_vcssctl: options'
}

# list_heads NAME [LINE]: of a section of ccwtop's page, the lines with what is explained,
# as they read; LINE is where it begins, if not with .SH
list_heads()
{
	sed -n "/^${2:-.SH} $1\$/,/^${2:-.SH} /p" "$srcdir/man/ccwtop.8" |
		sed -n '/^\.TP$/{ n; s/^\.B[IR]* //; s/\\-/-/g; s/\\e/\\/g; p; }'
}

# check_filter_words COMMAND: those of the completions, beside the list $work/want.
check_filter_words()
{
	sed -n "/_add '' online/,/[^\\\\]\$/p" "$srcdir/completions/bash/$1" |
		sed "s/.*_add ''//" | words | grep . >"$work/have"
	same "completions/bash/$1: filter words"
	sed -n '/ filters=(/,/)$/s/.*filters=(//; /^online/,/)$/p' \
		"$srcdir/completions/zsh/_$1" | sed '/)$/q' | words | grep . >"$work/have"
	same "completions/zsh/_$1: filter words"
}

check_ccwtop()
{
	bash=$srcdir/completions/bash/ccwtop zsh=$srcdir/completions/zsh/_ccwtop

	ccwtop --help | sed -n 's/.* begin with //p' | words | grep -vx or >"$work/want"
	list_heads Views .SS | words >"$work/have"
	same 'man/ccwtop.8: views'
	sed -n "s/.*_add '' \(devices.*\)/\1/p" "$bash" | words >"$work/have"
	same 'completions/bash/ccwtop: views'
	sed -n 's/.*:view:(\(.*\)).*/\1/p' "$zsh" | words >"$work/have"
	same 'completions/zsh/_ccwtop: views'

	echo help | SYSFS_ROOT=$tree ccwtop --line | sed 's/ .*//' | words >"$work/want"
	list_heads COMMANDS | sed 's/ .*//' | words >"$work/have"
	same 'man/ccwtop.8: commands'

	echo help filter | SYSFS_ROOT=$tree ccwtop --line |
		sed -n 's/^  \([a-z-]*\).*/\1/p' | words >"$work/want"
	list_heads 'FILTER WORDS' | sed 's/[ =].*//' | words >"$work/have"
	same 'man/ccwtop.8: filter words'
	check_filter_words ccwtop
	check_filter_words ccwcheck

	printf '%s\n' 'columns devices device' 'columns paths chpid' write |
		SYSFS_ROOT=$tree ccwtop --line >"$work/out"
	sed -n 's/ = .*//p' "$work/config/ccwtop" | sort >"$work/want"
	list_heads FILES | sed 's/", "/ /g' | tr ' ' '\n' | grep '^[a-z]' | grep -v / |
		sort >"$work/have"
	same 'man/ccwtop.8: settings'

	# the page has more names for some of them than the help
	sed -n '/ keys\[\] = {/,/^};/s/^	{ {[^}]*}, "\([^"]*\)".*/\1/p' "$srcdir/tui/keys.c" |
		sed 's/\\\\/\\/' | tr ' ' '\n' | sort -u >"$work/want"
	list_heads Keys .SS | sed 's/", "/ /g' | tr ' ' '\n' | sort -u |
		comm -12 "$work/want" - >"$work/have"
	same 'man/ccwtop.8: keys'

	check 'man/ccwtop.8: directories, as in the other pages' \
		sh -c "! grep -i folder '$srcdir/man/ccwtop.8'"

	# its columns are in the pages of the others
	for pair in devices,lscss paths,lschp; do
		${pair#*,} --columns help >"$work/want"
		ccwtop --view "${pair%,*}" --columns help >"$work/have"
		same "ccwtop: columns of ${pair%,*}"
	done
}

# Kinds of findings with their severity, and metrics.
check_ccwcheck()
{
	page=$srcdir/man/ccwcheck.8

	ccwcheck --kinds | sed 's/  */ /; s/ .*//' | sort >"$work/want"
	page_section "$page" FINDINGS | sed -n '/^\.TP$/{ n; s/^\.B //p; }' | sort >"$work/have"
	same 'man/ccwcheck.8: kinds of findings'
	ccwcheck --kinds | sed 's/^\([^ ]*\) *\([a-z]*\) .*/\1 \2/' | sort >"$work/want"
	page_section "$page" FINDINGS | awk '/^\.TP$/ { getline; kind = $2; next }
		kind && match($0, /\((critical|warning|unknown|notice|ignored)/) {
			print kind, substr($0, RSTART + 1, RLENGTH - 1)
			kind = ""
		}' | sort >"$work/have"
	same 'man/ccwcheck.8: their severity'
	SYSFS_ROOT=$tree ccwcheck --format openmetrics | sed -n 's/^# HELP \([^ ]*\) .*/\1/p' |
		sort >"$work/want"
	page_section "$page" METRICS | sed -n '/^\.TP$/{ n; s/^\.B //p; }' | sort >"$work/have"
	same 'man/ccwcheck.8: metrics'
}

check_library()
{
	grep -o 'ccw_[a-z0-9_]*(' "$srcdir/libccw/libccw.h" | words |
		grep -v '^ccw_snapshot_foreach' | grep . >"$work/want"
	for page in "$srcdir"/man/*.3; do
		sed -n '/^\.SH SYNOPSIS$/,/^\.SH DESCRIPTION$/p' "$page"
	done | grep -o 'ccw_[a-z0-9_]*(' | words |
		grep -v '^ccw_snapshot_foreach' | grep . >"$work/have"
	same 'man/*.3: functions'
	for page in "$srcdir"/man/ccw_*.3; do
		sed -n '/^\.SH NAME$/,/^\.SH SYNOPSIS$/p' "$page" | grep -o 'ccw_[a-z0-9_]*' |
			sort -u >"$work/want"
		sed -n '/^\.SH SYNOPSIS$/,/^\.SH DESCRIPTION$/p' "$page" |
			grep -o 'ccw_[a-z0-9_]*(' | words | grep . >"$work/have"
		same "man/${page##*/}: names"
	done
}

tar -C "$work" -xzf "$srcdir/tests/data/guest-6.12.tar.gz"
tree=$work/guest-6.12/sys

for command in lscss lschp chchp chccwdev ccwcheck; do
	check_options $command
	check_formats $command
	check_columns $command
done
check_change_words chchp chccwdev
check_change_words chccwdev chchp
check_options ccwtop
check_formats ccwtop
check_ccwtop
check_ccwcheck
check_vcssctl
check_library
finish_tests
