#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The report of benchmarks is what bench/report makes of the results that are kept; and
# what bench/where makes of the output of perf and callgrind. Plots are not drawn anew.
# shellcheck source=tests/tap.sh
. "$srcdir/tests/tap.sh"
bench=$srcdir/bench

"$bench/report" -n "$bench/results" "$bench" >"$work/report"
check 'REPORT.md is made of bench/results (make report)' diff "$bench/REPORT.md" "$work/report"

grep -o 'plots/[a-z-]*\.svg' "$bench/REPORT.md" | sort >"$work/named"
(cd "$bench" && find plots -name '*.svg' 2>/dev/null | sort) >"$work/there"
check 'the plots that it shows are there, and no others' diff "$work/named" "$work/there"

: >"$work/odd"
for file in "$bench"/results/*.jsonl; do
	[ -e "$file" ] || continue
	head -n 1 "$file" | grep -q '^{"name": "machine", .*}$' || echo "$file: 1" >>"$work/odd"
	grep -nv '^{"name": "[^"]*", .*}$' "$file" >>"$work/odd"
done
check 'results are lines of JSON, of which the first describes the machine' \
	[ ! -s "$work/odd" ]

# a made-up machine with one size, as bench.c has it
mkdir "$work/results"
cat >"$work/results/host.jsonl" <<'END'
{"name": "machine", "date": "2026-01-02", "cpu": "Some", "cores": 2, "virtual": false, "kernel": "6.12.1", "ccwtools": "0.1"}
{"name": "lscss, 16384", "rounds": 3, "a_ms": 130.04, "a_cpu_ms": 200.1, "a_kib": 4096, "b_ms": 1230.6, "b_cpu_ms": 230.0, "b_kib": 3072, "a_to_b": 0.0561}
END
"$bench/report" -n "$work/results" "$work" >"$work/report"
# shellcheck disable=SC2016 # the text of the report
check 'figures have three digits; there is nothing of what was not measured' \
	grep -qF '| `lscss` | 16,384 | 130 | 1,231 |  | 0.056 |  | 4.00 |  | 3 |' "$work/report"

# of a sample, the innermost function is the first
cat >"$work/samples" <<'END'
	ffffffff816bb7e9 __fput ([kernel.kallsyms])
	ffffffff81387d99 task_work_run ([kernel.kallsyms])
	           fcc57 __GI___close_range (/usr/lib/libc.so.6)

	ffffffff816cf36e link_path_walk ([kernel.kallsyms])
	ffffffff816b57dd __s390x_sys_openat ([kernel.kallsyms])
	           f8218 __libc_openat64 (/usr/lib/libc.so.6)

	ffffffff821ed516 do_syscall_64 ([kernel.kallsyms])
	           f82ec read (/usr/lib/libc.so.6)

	            4018 load_pair (/usr/sbin/lscss)

END
awk -v letter=a -f "$bench/where-samples.awk" "$work/samples" | sort >"$work/shares"
printf '%s a 25.00\n' closing opening own reading >"$work/expected"
check 'samples are told by the functions of the kernel' diff "$work/expected" "$work/shares"

cat >"$work/profile" <<'END'
fn=(1) main
5 10
cfn=(2) scan_ids.part.0
calls=1 7
5 300
cfn=(3) table_print
calls=1 9
6 500

fn=(2)
7 100
cfn=(2)
calls=4 7
7 150

summary: 1000
END
awk -v letter=b -v names='^scan_ids$' -v rows='^table_print$' -f "$bench/where-calls.awk" \
	"$work/profile" | sort >"$work/costs"
printf '%s\n' 'all b 1000' 'names b 300' 'rows b 500' >"$work/expected"
check 'instructions are those of a call from outside' diff "$work/expected" "$work/costs"
finish_tests
