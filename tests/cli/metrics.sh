#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The metrics of ccwcheck: promtool finds nothing wrong with them, there are not too many,
# and a real Prometheus gets them from a real node_exporter, on 127.0.0.1. The units of
# systemd are what systemd-analyze wants.
# trees of many small files: in memory, if that can be had
[ ! -w /dev/shm ] || export TMPDIR="${TMPDIR:-/dev/shm}"
# shellcheck source=tests/tap.sh
. "$srcdir/tests/tap.sh"
PATH=$PATH:/usr/sbin:/sbin

vcssctl render "$srcdir/kernel/machines/zvm-guest.machine" "$work/tree"
css=$work/tree/devices/css0
echo offline >"$css/chp0.3a/status"
echo 0 >"$css/chp0.09/configure"

# metrics OPTION...: to $work/m
metrics()
{
	ccwcheck --format openmetrics "$@" >"$work/m" 2>"$work/err"
}

# lint NAME: the last ones
lint()
{
	if ! command -v promtool >/dev/null; then
		skip "promtool: $1" 'no promtool'
		return
	fi
	if promtool check metrics <"$work/m" >"$work/lint" 2>&1 && [ ! -s "$work/lint" ]; then
		ok "promtool: $1"
	else
		not_ok "promtool: $1"
		sed 's/^/# /' "$work/lint"
	fi
}

# ---- promtool ----
metrics --sysroot "$work/tree"
lint 'a machine with findings of devices and channel paths'
check 'no line comes twice' [ -z "$(grep -v '^#' "$work/m" | sed 's/ [^ ]*$//' | sort | uniq -d)" ]
metrics --sysroot "$work/tree" --all
lint 'notices, too'
metrics --sysroot "$work/tree" 0.0.4711 4711,0.0.4800-0.0.4900 chpid=0.77,77
lint 'what was asked for is missing'
metrics --sysroot "$work"
lint 'no channel subsystem'
cp -a "$work/tree" "$work/odd"
for what in 'a"b' 'a\b' "$(printf 'a\nb')" "$(printf 'a\303(b\377')" "$(printf '\001')" '{}=,'; do
	ln -sfn "../$what" "$work/odd/devices/css0/0.0.0009/0.0.208f/driver"
	rm -f "$work/odd/devices/css0/0.0.0009/vpm"
	echo '?' >"$work/odd/devices/css0/0.0.0009/0.0.208f/availability"
	metrics --sysroot "$work/odd"
	lint "a driver with an odd name, things that are not known"
done

# ---- how many there are ----
"$builddir/bench/gen-machine" 2048 64 | vcssctl render - "$work/large"
for chp in "$work"/large/devices/css0/chp*/status; do
	echo offline >"$chp"
done
metrics --sysroot "$work/large"
lint 'everything is wrong'
devices=$(grep -o '^ccw_device_finding{device="[^"]*' "$work/m" | sort -u | wc -l)
chpaths=$(grep -c '^ccw_chpath_finding{' "$work/m")
left=$(sed -n 's/^ccw_check_objects_left_out //p' "$work/m")
echo "# $devices devices, $chpaths channel paths, $left left out"
check 'channel paths first' [ "$chpaths" = 64 ]
check 'no more than a thousand objects' [ $((devices + chpaths)) = 1000 ]
check '... and it is known how many are left out' [ "$left" -gt 100 ]
check '... and how many there are in all' [ "$(sed -n \
	's/^ccw_check_findings{kind="no-path",severity="critical"} //p' "$work/m")" -gt 1000 ]
rm -rf "$work/large"

# ---- node_exporter, Prometheus ----

# start NAME COMMAND...: in the background, with --web.listen-address at a port that is free
start()
{
	name=$1
	shift
	tries=0
	while [ $tries -lt 20 ]; do
		port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 30000))
		"$@" --web.listen-address=127.0.0.1:$port >"$work/$name.log" 2>&1 &
		pid=$!
		pids="$pids $pid"
		sleep 1
		# it ends at once if someone else has the port
		! kill -0 $pid 2>/dev/null || return 0
		tries=$((tries + 1))
	done
	return 1
}

stop_all()
{
	for pid in $pids; do
		kill "$pid" 2>/dev/null
		wait "$pid" 2>/dev/null
	done
	pids=
}

# value EXPRESSION: what Prometheus answers, "" if nothing
value()
{
	promtool query instant "http://127.0.0.1:$prometheus" "$1" 2>/dev/null |
		sed -n 's/.* => \([^ ]*\) @.*/\1/p'
}

# becomes NAME EXPRESSION VALUE: within 30 seconds
becomes()
{
	tries=0
	until [ "$(value "$2")" = "$3" ]; do
		tries=$((tries + 1))
		if [ $tries = 30 ]; then
			not_ok "$1"
			echo "# $2 is $(value "$2"), and not $3"
			tail -n 3 "$work"/*.log | sed 's/^/# /'
			return
		fi
		sleep 1
	done
	ok "$1"
}

scrape()
{
	mkdir "$work/textfiles" "$work/data"
	ccwcheck --sysroot "$work/tree" --format openmetrics --output "$work/textfiles/ccw.prom"
	start exporter prometheus-node-exporter --collector.disable-defaults \
		--collector.textfile --collector.textfile.directory="$work/textfiles" || {
		not_ok 'node_exporter runs'
		return
	}
	cat >"$work/prometheus.yml" <<-EOT
		global:
		  scrape_interval: 1s
		scrape_configs:
		  - job_name: node
		    static_configs:
		      - targets: ['127.0.0.1:$port']
	EOT
	start prometheus prometheus --config.file="$work/prometheus.yml" \
		--storage.tsdb.path="$work/data" || {
		not_ok 'Prometheus runs'
		return
	}
	prometheus=$port
	becomes 'Prometheus has the status' ccw_check_status 2
	becomes '... findings by kind' 'ccw_check_findings{kind="last-path",severity="critical"}' 2
	becomes '... one of a device' \
		'ccw_device_finding{device="0.0.208f",driver="dasd-eckd",kind="degraded"}' 1
	becomes '... its paths' 'ccw_device_paths{device="0.0.208f",state="usable"}' 2
	becomes '... a channel path' 'ccw_chpath_varied_on{chpid="0.3a"}' 0
	becomes '... nothing that it could not read' node_textfile_scrape_error 0
	echo online >"$css/chp0.3a/status"
	echo 1 >"$css/chp0.09/configure"
	ccwcheck --sysroot "$work/tree" --format openmetrics --output "$work/textfiles/ccw.prom"
	becomes 'Prometheus sees that all is well again' ccw_check_status 0
	becomes '... and the finding is gone' \
		'count(ccw_device_finding{device="0.0.208f"}) or vector(0)' 0
}

pids=
# as in tap.sh, and nothing is left running
trap 'stop_all; chmod -R u+rwX "$work" 2>/dev/null; rm -rf "$work"' EXIT
if command -v prometheus >/dev/null && command -v prometheus-node-exporter >/dev/null &&
	command -v promtool >/dev/null; then
	scrape
	stop_all
else
	skip 'Prometheus has the metrics' 'no prometheus, or no prometheus-node-exporter'
fi

# ---- units ----
analyze()
{
	mkdir "$work/units"
	sed "s,^ExecStart=[^ ]*,ExecStart=$(readlink -f "$builddir/ccwcheck/ccwcheck")," \
		"$builddir/systemd/ccwtools-metrics.service" \
		>"$work/units/ccwtools-metrics.service"
	cp "$srcdir/systemd/ccwtools-metrics.timer" "$work/units"
	run systemd-analyze verify --man=no "$work/units/ccwtools-metrics.service" \
		"$work/units/ccwtools-metrics.timer"
	expect 'systemd-analyze verify' 0
	check '... without a word' [ ! -s "$work/err" ]
	# since systemd 250; from 0 (safe) to 100
	systemd-analyze --help | grep -q -e --offline || return
	run systemd-analyze security --no-pager --offline=true --threshold=15 \
		"$work/units/ccwtools-metrics.service"
	expect 'systemd-analyze security' 0
	tail -n 1 "$work/out" | sed 's/^/# /'
}

check 'the service knows where ccwcheck is' \
	grep -q '^ExecStart=/[^@]*/ccwcheck --format' "$builddir/systemd/ccwtools-metrics.service"
if command -v systemd-analyze >/dev/null; then
	analyze
else
	skip 'systemd-analyze' 'no systemd-analyze'
fi
finish_tests
