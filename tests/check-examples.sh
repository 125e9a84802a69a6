#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the documents say can be typed can be: each example of README.md, docs/ and the
# manual pages, as tests/examples finds them, does what is said, on a z/VM guest that is
# rendered. Those that need a kernel run in a guest (tests/guest/job-examples); of these,
# what can be told without one is looked at here. Machine files are checked, programs
# compiled and run, and output that is shown is compared.
#
# What is run nowhere is listed at the end of this file, with the reason.
#
# shellcheck disable=SC2094,SC2119,SC2317 # reads only; no arguments; called by check
[ ! -w /dev/shm ] || export TMPDIR="${TMPDIR:-/dev/shm}"
# shellcheck source=tests/tap.sh
. "$srcdir/tests/tap.sh"
unset CCW_ASSUME_YES XDG_CONFIG_HOME XDG_STATE_HOME CCWCHECK_FILE CCWCHECK_OPTIONS
export LSAN_OPTIONS="suppressions=$srcdir/tests/tui/lsan.supp:print_suppressions=0"
machines=$srcdir/kernel/machines
tab=$(printf '\t')

# ---- where they are run ----

# Programs by their names, those that are not installed yet.
mkdir "$work/bin" "$work/home"
for program in lscss/lscss lschp/lschp chchp/chchp chccwdev/chccwdev ccwcheck/ccwcheck \
	tui/ccwtop kernel/vcssctl; do
	ln -s "$builddir/$program" "$work/bin"
done
# that one finds its machines where they are
rm "$work/bin/vcssctl"
cat >"$work/bin/vcssctl" <<EOT
#!/bin/sh
VCSS_MACHINES=$machines exec $builddir/kernel/vcssctl "\$@"
EOT
chmod +x "$work/bin/vcssctl"
export PATH="$work/bin:$PATH:/usr/sbin:/sbin" HOME="$work/home" TERM=vt220 SHELL=/bin/sh

# new_tree MACHINE DIR
new_tree()
{
	rm -rf "$2"
	vcssctl render "$1" "$2" && chmod -R u+w "$2"
}

new_tree "$machines/zvm-guest.machine" "$work/zvm-guest" || exit 1
cp -R "$work/zvm-guest" "$work/faults"
echo offline >"$work/faults/devices/css0/chp0.3a/status"
echo 0 >"$work/faults/devices/css0/chp0.09/configure"
cat "$machines/zvm-guest.machine" "$srcdir/tests/examples.machine" >"$work/examples.machine"
new_tree "$work/examples.machine" "$work/all" || exit 1

# A folder for each document, as if all of it were typed there from top to bottom, with
# what it says that somebody saved before.
new_document()
{
	dir=$work/documents/$(echo "$document" | tr / -)
	mkdir -p "$dir/build"
	for folder in lscss lschp; do
		ln -s "$builddir/$folder" "$dir/build"
	done
	ln -s "$work/zvm-guest" "$dir/build"
	SYSFS_ROOT=$work/all lscss >"$dir/lscss.txt"
	SYSFS_ROOT=$work/all lschp >"$dir/lschp.txt"
	cat "$dir/lscss.txt" "$dir/lschp.txt" >"$dir/before.txt"
	grep -v '^0.0.4712' "$dir/before.txt" >"$dir/after.txt"
}

# ---- running them ----

# on_screen LINE: a full screen, which 'q' ends
on_screen()
{
	tries=0
	while [ $tries -lt 100 ]; do
		sleep 0.1
		printf q
		tries=$((tries + 1))
	done 2>/dev/null | timeout 60 script -qec "$1" /dev/null >"$work/out" 2>"$work/err"
	status=$?
}

# run_line LINE: in its folder, to $work/out, $work/err and $status
run_line()
{
	case $1 in
	*' --follow'*)
		# without end: it is seen that it begins
		(cd "$dir" && exec timeout -s INT 0.7 sh -c "exec $1") >"$work/out" \
			2>"$work/err" </dev/null
		status=$?
		[ $status != 124 ] || status=0
		;;
	ccwtop*--line* | ccwtop*' -b'*)
		run in_dir sh -c "$1" </dev/null
		;;
	ccwtop*)
		# shellcheck disable=SC2164 # it is there
		cd "$dir"
		on_screen "$1"
		cd "$OLDPWD" || exit 1
		;;
	*)
		run in_dir sh -c "$1" </dev/null
		;;
	esac
}

in_dir()
{
	(cd "$dir" && exec "$@")
}

# status_of LINE: the one it is to have; ccwcheck says in what it prints
status_of()
{
	case $1 in
	ccwcheck*) case $(head -n 1 "$work/output") in
		CRITICAL*) echo 2 ;;
		WARNING*) echo 1 ;;
		*) echo 0 ;;
		esac ;;
	*'| diff '*) echo 1 ;;
	*) echo 0 ;;
	esac
}

# Is $work/out what the document shows, where "..." stands for any number of lines.
is_output()
{
	awk 'NR == FNR { have[++n] = $0; next }
		$0 == "..." { gap = 1; next }
		{
			do
				i++
			while (gap && i <= n && have[i] != $0)
			if (have[i] != $0) {
				print "# not as shown: " $0
				exit bad = 1
			}
			gap = 0
		}
		END { exit bad || (!gap && i != n) }' "$work/out" "$work/output"
}

harmless='^chccwdev: Device [0-9a-f.]* is already online$|^chchp: This would take |^  *[0-9]'

# With nothing on standard error, but for what would be lost, and what is so already.
try_line()
{
	[ -d "$work/tree" ] || cp -R "$work/all" "$work/tree"
	SYSFS_ROOT=$work/tree
	[ ! -s "$work/output" ] || [ "$text" != ccwcheck ] || SYSFS_ROOT=$work/faults
	export SYSFS_ROOT
	run_line "$text"
	unset SYSFS_ROOT
	case $text in
	chchp* | chccwdev* | printf*) rm -rf "$work/tree" ;;
	esac
	want=$(status_of "$text")
	if [ "$status" != "$want" ]; then
		expect "$where: $text" "$want"
	elif grep -Ev "$harmless" "$work/err" | grep -q .; then
		not_ok "$where: $text"
		sed 's/^/# stderr: /' "$work/err"
	elif [ -s "$work/output" ] && ! is_output; then
		not_ok "$where: $text: prints what is shown"
		sed 's/^/# /' "$work/out"
	else
		ok "$where: $text"
	fi
}

# ---- those of other programs ----

# A target that the Makefile has, and variables that it knows.
is_make()
{
	target=
	# shellcheck disable=SC2086 # words
	set -- $text
	shift
	for word; do
		case $word in
		*=*) grep -Eq "(^|\\\$[({])${word%%=*}([)} ]|$)" "$builddir/Makefile" || return ;;
		*) target=$word ;;
		esac
	done
	[ -z "$target" ] || grep -Eq "^([a-z0-9-]+ )*$target( [a-z0-9-]+)* *:" "$builddir/Makefile"
}

is_quickstart()
{
	case ${text#./quickstart} in
	'') return 0 ;;
	' guest '*.machine) grep -q "^#${tab}\./quickstart guest FILE${tab}" "$srcdir/quickstart" ;;
	' '*) grep -q "^#${tab}\\$text${tab}" "$srcdir/quickstart" &&
		grep -q "^${text#./quickstart })" "$srcdir/quickstart" ;;
	*) return 1 ;;
	esac
}

is_unit()
{
	[ -e "$srcdir/systemd/${text##* }" ] || [ -e "$builddir/systemd/${text##* }" ]
}

# Each option and what it is given is what the guests of the tests are started with, but
# for names that are to be replaced, sizes and where the console goes.
is_qemu()
{
	sed 's/\\$//' "$srcdir/tests/guest/boot" | tr '\n' ' ' | tr -s ' \t' '  ' >"$work/boot"
	echo "$text" | sed 's/ -/\n-/g' | sed 1d | while read -r option value; do
		case $value in
		[A-Z]* | [0-9]*) value= ;;
		esac
		grep -qF -e " $option $value" "$work/boot" || {
			echo "# tests/guest/boot has no $option $value"
			exit 1
		}
	done
}

# What the module is told is what a file is told here; the rest is known to a guest only.
is_for_guest()
{
	sh -n -c "$text" || return
	case $text in
	vcssctl\ detach* | vcssctl\ inject* | vcssctl\ reserve*) ;;
	*) return 0 ;;
	esac
	: >"$dir/vcss"
	in_dir sh -c "$builddir/tests/machine/vcssctl-lines ${text#vcssctl }" || return
	[ -s "$dir/vcss" ]
}

# listed TEXT: it is; why, in $reason
listed()
{
	while read -r line; do
		[ "${line%%  # *}" = "$1" ] || continue
		reason=${line#*  # }
		echo "$1" >>"$work/listed"
		return
	done <"$work/not-run"
	return 1
}

# try_command: $text, of $kind, at $where
try_command()
{
	if listed "$text"; then
		echo "# not run: $where: $text: $reason"
		return
	fi
	case $kind,$text in
	guest,*) check "$where: for a guest: $text" is_for_guest ;;
	*,make | *,make\ *) check "$where: there is: $text" is_make ;;
	*,./quickstart*) check "$where: there is: $text" is_quickstart ;;
	*,systemctl\ *) check "$where: there is: $text" is_unit ;;
	*,qemu-system-s390x\ *) check "$where: as in tests: $text" is_qemu ;;
	*,bench/*) check "$where: there is: $text" grep -Fqw -e "$text" "$builddir/Makefile" ;;
	*) try_line ;;
	esac
}

# ---- what is no command line ----

# try_machine: a machine file, or a line of one, which has the paths of the z/VM guest
try_machine()
{
	cp "$work/block" "$work/machine"
	grep -q '^chpath' "$work/block" ||
		grep '^chpath' "$machines/zvm-guest.machine" >>"$work/machine"
	run vcssctl check "$work/machine"
	expect "$where: a machine file" 0
}

# A program is linked and run, a function compiled.
try_c()
{
	cc=$(sed -n 's/^CC = //p' "$builddir/Makefile")
	sanitize=$(sed -n 's/^CCW_CFLAGS = //p' "$builddir/Makefile" | tr ' ' '\n' |
		grep '^-fsanitize=')
	grep -q '^#include' "$work/block" ||
		sed -i '1i #include <stdio.h>\n#include <libccw.h>' "$work/block"
	mv "$work/block" "$work/example.c"
	# shellcheck disable=SC2086 # words
	set -- $cc $sanitize -std=c99 -D_POSIX_C_SOURCE=200809L -pedantic -Wall -Wextra -Werror \
		-I"$srcdir/libccw" "$work/example.c"
	if ! grep -q ' main(' "$work/example.c"; then
		run "$@" -Wno-unused-function -fsyntax-only
		expect "$where: compiles" 0
		return
	fi
	run "$@" -L"$builddir/.libs" -lccw -o "$work/example"
	expect "$where: compiles" 0
	rm -rf "$work/tree"
	cp -R "$work/all" "$work/tree"
	argument=
	! grep -q 'BUS-ID' "$work/example.c" || argument=0.0.4711
	# shellcheck disable=SC2086 # one word or none
	run env LD_LIBRARY_PATH="$builddir/.libs" SYSFS_ROOT="$work/tree" "$work/example" $argument
	expect "$where: runs" 0
	check "$where: says something of a device" grep -q '^0\.0\.4711[: ]' "$work/out"
	rm -rf "$work/tree"
}

keys()
{
	grep -o '"[a-z_]*":' "$1" | awk '!seen[$0]++'
}

# The keys are those of what the command prints. "{ ... }" stands for the first one.
try_json()
{
	case $document in
	*/chchp.8) set -- chchp --vary 0 --format json 0.3a ;;
	*/chccwdev.8) set -- chccwdev --online --format json 0.0.4711 ;;
	*/ccwcheck.8) set -- ccwcheck --format json --ignore all --warning degraded 0.0.208f ;;
	*) set -- "$(basename "$document" .8)" --format json ;;
	esac
	rm -rf "$work/tree"
	cp -R "$work/all" "$work/tree"
	case $1 in
	ccwcheck) rm -r "$work/tree" && cp -R "$work/faults" "$work/tree" ;;
	esac
	FMT_NOMETA=0 SYSFS_ROOT="$work/tree" run "$@"
	expect "$where: $*" "$([ "$1" = ccwcheck ] && echo 1 || echo 0)"
	! grep -q '"meta": { \.\.\. }' "$work/block" ||
		sed -i '/^  "meta": {$/,/^  }/{ /^    /d; }' "$work/out"
	keys "$work/out" >"$work/have"
	keys "$work/block" >"$work/want"
	check "$where: the keys are those of $*" diff "$work/want" "$work/have"
	rm -rf "$work/tree"
}

try_expressions()
{
	if ! command -v promtool >/dev/null; then
		skip "$where: expressions of Prometheus" 'no promtool'
		return
	fi
	{
		printf 'groups:\n- name: examples\n  rules:\n'
		sed "s/'/''/g; s/.*/  - alert: example\\n    expr: '&'/" "$work/block" |
			awk '/alert/ { $0 = $0 (++n) } { print }'
	} >"$work/rules.yml"
	run promtool check rules "$work/rules.yml"
	expect "$where: expressions of Prometheus" 0
	grep -o 'ccw_[a-z_]*' "$work/block" | sort -u >"$work/want"
	ccwcheck --sysroot "$work/faults" --format openmetrics | sed -n 's/^# HELP \([^ ]*\) .*/\1/p' |
		sort >"$work/have"
	check "$where: the metrics are there" [ -z "$(comm -23 "$work/want" "$work/have")" ]
}

try_unit()
{
	if ! command -v systemd-analyze >/dev/null; then
		skip "$where: a unit" 'no systemd-analyze'
		return
	fi
	unit=$work/units/ccwtools-metrics.service
	mkdir -p "$unit.d"
	sed "s,^ExecStart=[^ ]*,ExecStart=$(readlink -f "$builddir/ccwcheck/ccwcheck")," \
		"$builddir/systemd/ccwtools-metrics.service" >"$unit"
	cp "$work/block" "$unit.d/example.conf"
	run systemd-analyze verify --man=no "$unit"
	expect "$where: a drop-in for the unit" 0
	check "$where: there is nothing wrong with it" [ ! -s "$work/err" ]
}

all_in()
{
	while read -r word; do
		grep -Fqw -e "$word" "$@" || {
			echo "# there is no $word"
			return 1
		}
	done
}

try_other()
{
	first=$(head -n 1 "$work/block")
	if listed "$first"; then
		echo "# not run: $where: $first: $reason"
		return
	fi
	case $first in
	CCW_*)
		sed 's/ .*//' "$work/block" >"$work/want"
		check "$where: libccw.h has these" all_in "$srcdir/libccw/libccw.h" <"$work/want"
		;;
	vcss_*)
		sed 's/:.*//' "$work/block" >"$work/want"
		check "$where: the module has these events" all_in "$srcdir/kernel/vcss/trace.h" \
			<"$work/want"
		;;
	'['*) try_unit ;;
	ccw_*) try_expressions ;;
	*)
		not_ok "$where: $first"
		echo '# it is not known what this is, and how it could be tried'
		;;
	esac
}

# ---- all of them ----

sed -n '/^: <<.NOT_RUN.$/,/^NOT_RUN$/{ //!p; }' "$srcdir/tests/check-examples.sh" >"$work/not-run"
"$srcdir/tests/examples" "$srcdir" >"$work/examples" || exit 1
: >"$work/listed"
cut -f 2 "$work/examples" | uniq >"$work/blocks"
document=
while read -r block; do
	if [ "$document" != "${block%#*}" ]; then
		document=${block%#*}
		new_document
	fi
	grep -F "$tab$block$tab" "$work/examples" >"$work/lines"
	IFS=$tab read -r where _ kind _ <"$work/lines"
	cut -f 4- "$work/lines" >"$work/block"
	# what a block begins with stands for all of it
	case $kind in
	machine | c | json | other) "try_$kind" ;;
	esac
	shown=$(grep -c "${tab}output$tab" "$work/lines")
	n=0
	while IFS=$tab read -r where _ kind text <&3; do
		n=$((n + 1))
		text=${text%%  *# *}
		text=${text%"${text##*[! ]}"}
		: >"$work/output"
		# what it prints is behind it
		[ "$shown" = 0 ] || sed "1,${n}d" "$work/lines" |
			awk -F "$tab" '$3 != "output" { exit } { print $4 }' >"$work/output"
		case $kind in
		command | root | guest | span) try_command ;;
		said) check "$where: quickstart says so" grep -qF -e "$text" "$srcdir/quickstart" ;;
		esac
	done 3<"$work/lines"
done <"$work/blocks"

sed 's/  # .*//' "$work/not-run" | sort >"$work/want"
sort -u "$work/listed" >"$work/have"
check 'what is listed as not run is there' diff "$work/want" "$work/have"
finish_tests
exit

# TEXT  # REASON
: <<'NOT_RUN'
autoreconf -fi && mkdir -p build && cd build  # builds: what runs this was built so
autoreconf -fi && mkdir -p build && cd build && ../configure --enable-werror  # builds: what runs this was built so
../configure && make && sudo make install  # make distcheck does that, elsewhere
lscss -o COLUMN,...  # the name of what is to be typed there
lscss ID  # the id is to be typed there
chccwdev -d  # names what is done, not on what
chccwdev -e  # names what is done, not on what
chchp -v 0  # names what is done, not on what
chchp -v 1  # names what is done, not on what
vcssctl format  # names what is done, not on what
vcssctl inject  # names what is done, not on what
vcssctl load  # names what is done, not on what
vcssctl render  # names what is done, not on what
Vary offline 0.3a... done.  # one of the paths fails, which takes a kernel: job-effects has that
TIME  OBJECT  FIELD  BEFORE -> AFTER  # what --follow prints: follow.sh has such lines
NOT_RUN
