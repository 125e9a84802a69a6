# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# lib.sh - ccwtop in a terminal; to be sourced
#
# The real program runs in tmux, with a server of its own for each script. Nothing waits
# for a time to pass: what a test waits for is what is to be seen, for 20 s at most.
#
# A screen as a whole is compared with expected/NAME.txt, in which the names of the host
# and of the tree, ages and times are replaced. To write these files anew, and then look
# at what git says of them:
#
#	make check TESTS=tests/tui/screens.sh UPDATE=1
. "$srcdir/tests/tap.sh"

command -v tmux >/dev/null || {
	echo '1..0 # SKIP tmux is not installed'
	exit 0
}
ccwtop=$builddir/tui/ccwtop
expected=$srcdir/tests/tui/expected
tree=$work/tree
sys=$tree/sys
# shellcheck disable=SC2034 # used by those who source this
css=$sys/devices/css0
tries=400
# what would make it look different
unset NO_COLOR CCW_ASSUME_YES XDG_CONFIG_HOME XDG_STATE_HOME INPUTRC TMUX TERM ENV CDPATH
unset LINES COLUMNS LANG LC_CTYPE
export LC_ALL=C.UTF-8 HOME="$work/home" SHELL=/bin/sh TZ=UTC
export LSAN_OPTIONS="suppressions=$srcdir/tests/tui/lsan.supp:print_suppressions=0"
mkdir "$HOME"
cd "$work" || exit 1

tm()
{
	tmux -u -S "$work/tmux" -f /dev/null "$@"
}

trap 'tm kill-server 2>/dev/null; chmod -R u+rwX "$work"; rm -rf "$work"' EXIT

# new_tree: the machine, as it is at first
new_tree()
{
	rm -rf "$tree"
	mkdir "$tree"
	vcssctl render "$srcdir/kernel/machines/zvm-guest.machine" "$sys" || exit 1
	# made as in sysfs; who is not root could not change it
	chmod -R u+w "$sys"
}

# What runs in the terminal: the command, and what became of the terminal by it. Who was
# there before may still be about to end: each has a folder of its own.
cat >"$work/wrapper" <<'END'
trap : INT HUP TERM
run=$1
shift
stty -a >"$run/before"
"$@" 2>"$run/stderr"
echo $? >"$run/status.new"
stty -a >"$run/after"
mv "$run/status.new" "$run/status"
printf 'It ended with status %s\n' "$(cat "$run/status")"
read -r line
END
n_runs=0

# start SIZE COMMAND...: in a new terminal; SIZE as in 80x24
start()
{
	size=$1
	shift
	tm kill-server 2>/dev/null
	rm -f "$work/tmux"
	n_runs=$((n_runs + 1))
	run=$work/run$n_runs
	mkdir "$run"
	tm new-session -d -x "${size%x*}" -y "${size#*x}" sh "$work/wrapper" "$run" "$@" &&
		tm set-option -g remain-on-exit on
	tm pipe-pane -O "cat >>'$run/raw'"
}

# top SIZE [VARIABLE=VALUE...] [OPTION...]: the dashboard, until all has been read
top()
{
	size=$1
	variables=
	shift
	while :; do
		case ${1:-} in
		[A-Z]*=*) variables="$variables $1" ;;
		*) break ;;
		esac
		shift
	done
	# shellcheck disable=SC2086 # words
	start "$size" env $variables "$ccwtop" --sysroot tree "$@"
	see '^ Paths  *[0-9]'
}

# keys KEY...: as tmux send-keys has them
keys()
{
	tm send-keys "$@"
}

# typed TEXT: as it is
typed()
{
	tm send-keys -l "$1"
}

# colon LINE: typed behind ':'
colon()
{
	keys :
	typed "$1"
	keys Enter
}

screen()
{
	tm capture-pane -p "$@"
}

# until_true COMMAND...: in time
until_true()
{
	try=0
	while [ $try -lt $tries ]; do
		"$@" && return
		try=$((try + 1))
		sleep 0.05
	done
	# after the first failure, there is no reason to be as patient again
	tries=60
	return 1
}

has()
{
	screen | grep -q -- "$1"
}

has_not()
{
	! screen | grep -q -- "$1"
}

say_screen()
{
	screen | sed 's/^/# |/'
	[ ! -s "$run/stderr" ] || sed 's/^/# stderr: /' "$run/stderr"
}

# see PATTERN: that a line of the screen is like this, in time
see()
{
	until_true has "$1" || {
		echo "# not seen: $1"
		say_screen
		return 1
	}
}

# gone PATTERN: that no line is like this, in time
gone()
{
	until_true has_not "$1" || {
		echo "# still seen: $1"
		say_screen
		return 1
	}
}

# sees NAME PATTERN, misses NAME PATTERN: the same, as tests
sees()
{
	check "$1" see "$2"
}

misses()
{
	check "$1" gone "$2"
}

cursor_is_on()
{
	screen -e | grep -a "$(printf '\033')\\[[0-9;]*7[0-9;]*m.*$1" | grep -qv ccwtop
}

# on NAME PATTERN: the cursor is on such a row
on()
{
	if until_true cursor_is_on "$2"; then
		ok "$1"
	else
		not_ok "$1"
		echo "# the cursor is not on: $2"
		screen -e | grep -a "$(printf '\033')\\[[0-9;]*7" | cat -v | sed 's/^/# |/'
	fi
}

first_row_is()
{
	screen | sed -n 6p | grep -q "$1"
}

# begins NAME PATTERN: the first row on the screen is like this
begins()
{
	check "$1" until_true first_row_is "$2"
}

# lists NAME COMMAND...: what it prints is what $work/want has, in any order
lists()
{
	name=$1
	shift
	"$@" | sort >"$work/have"
	sort -o "$work/want" "$work/want"
	if [ -s "$work/want" ] && cmp -s "$work/want" "$work/have"; then
		ok "$name"
	else
		not_ok "$name"
		diff "$work/want" "$work/have" | sed 's/^/# /'
	fi
}

file_is()
{
	[ "$(cat "$1")" = "$2" ]
}

# becomes NAME FILE TEXT: a file of the tree
becomes()
{
	if until_true file_is "$2" "$3"; then
		ok "$1"
	else
		not_ok "$1"
		echo "# $2 is '$(cat "$2")', not '$3'"
		say_screen
	fi
}

# What is another matter each time.
normalised()
{
	screen | sed -e '1s/^ ccwtop  [^ ]* */ ccwtop  HOST:ROOT  /' \
		-e '1s/[0-9.]* s old/N s old/' \
		-e 's/[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]*/HH:MM:SS.mmm/' \
		-e 's/([0-9]* ms)/(N ms)/' -e '$!b' -e 's/ *$//'
}

is_as_expected()
{
	normalised >"$work/screen"
	cmp -s "$work/screen" "$expected/$1.txt"
}

is_at_rest()
{
	normalised >"$work/screen"
	cmp -s "$work/screen" "$work/screen.before" && return
	cp "$work/screen" "$work/screen.before"
	return 1
}

# shows NAME: the screen is as in expected/NAME.txt
shows()
{
	if [ -n "${UPDATE:-}" ]; then
		for _ in 1 2 3 4; do
			rm -f "$work/screen.before"
			until_true is_at_rest
		done
		cp "$work/screen" "$expected/$1.txt"
	fi
	if until_true is_as_expected "$1"; then
		ok "screen $1"
	else
		not_ok "screen $1"
		diff -u "$expected/$1.txt" "$work/screen" | sed 's/^/# /'
	fi
}

has_ended()
{
	[ -e "$run/status" ]
}

# ends NAME STATUS: the program has, and the terminal is as it was before
ends()
{
	if until_true has_ended && [ "$(cat "$run/status")" = "$2" ] &&
	   cmp -s "$run/before" "$run/after"; then
		ok "$1"
		return
	fi
	not_ok "$1"
	has_ended || echo '# it has not ended'
	has_ended && echo "# status $(cat "$run/status"), expected $2" &&
		diff "$run/before" "$run/after" | sed 's/^/# stty: /'
	say_screen
}
