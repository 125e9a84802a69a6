# SPDX-License-Identifier: GPL-2.0-or-later
#
# report.awk - for "report": the text of REPORT.md

# Lines of goals: what is asked for of a number, see "goals".
FILENAME ~ /goals$/ {
	if ($0 !~ /^#/ && split($0, word, /\t+/) >= 4) {
		n_goals++
		for (i = 1; i <= 5; i++)
			goal[n_goals, i] = word[i]
	}
}

function value(file, name, key) {
	return get(file, name, key) == "" ? "" : short(get(file, name, key))
}

function code(name) {
	return "`" name "`"
}

# ---- what was measured ----

function machine(file,   text) {
	text = get(file, "machine", "cpu") ", " get(file, "machine", "cores") " processors"
	if (get(file, "machine", "virtual") == "true")
		text = text ", a virtual machine"
	text = text "; Linux " get(file, "machine", "kernel") "; ccwtools " \
		get(file, "machine", "ccwtools")
	if (get(file, "machine", "s390-tools") != "")
		text = text "; s390-tools " get(file, "machine", "s390-tools")
	return text "; measured on " get(file, "machine", "date") "."
}

function head() {
	print "<!-- SPDX-License-Identifier: GPL-2.0-or-later; made by bench/report -->"
	print "# How fast ccwtools is\n"
	print "Beside s390-tools, which have the same commands, and beside the *floor*"
	print "(`bench/floor.c`): one thread that makes the fewest system calls for the same bytes,"
	print "for trees that are just as the kernel makes them. ccwtools has the floor's work to do,"
	print "and more; it can be faster, because it reads large machines with more than one thread.\n"
	print "A table or a plot is here if there are results of it in `bench/results/`. The last"
	print "section says how to measure again.\n"
}

function method() {
	print "## How it was measured\n"
	print machine("host") "\n"
	print "- Machines are made up (`bench/gen-machine.c`), and are sysfs trees on tmpfs."
	print "  Attributes of a real sysfs take somewhat longer to read, for all programs alike."
	print "- Programs take turns: each round runs every one of them once, one right after the"
	print "  other, and another one is the first each time. One round before is not counted."
	print "- Times are medians, from the start of a process to its end. Output goes to /dev/null."
	print "- A ratio is the median of the ratios of the rounds, so that what slows the machine"
	print "  down for a while does not show. Below 1, ccwtools takes less."
	print "- Memory is the largest resident set of any round."
	print "- Before anything is measured, ccwtools and the floor have to print the same bytes."
	print "  That s390-tools print them, too, is tested in guests (`make check-guest`).\n"
}

# ---- tables ----

# Benchmarks of a file with the same name, but for the size.
function family(file, bench, note,   i, name) {
	for (i = 1; i <= count[file]; i++) {
		name = names[file, i]
		if (name != bench ", " size_of(name))
			continue
		printf "| %s%s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", code(bench), note, \
			thousands(size_of(name)), value(file, name, "a_ms"), \
			value(file, name, "b_ms"), value(file, name, "c_ms"), \
			value(file, name, "a_to_b"), value(file, name, "a_to_c"), \
			mib(file, name, "a"), mib(file, name, "c"), get(file, name, "rounds")
	}
}

function mib(file, name, w) {
	return get(file, name, w "_kib") == "" ? "" : short(get(file, name, w "_kib") / 1024)
}

function listings(file) {
	print "| | subchannels | ccwtools, ms | floor, ms | s390-tools, ms | to the floor |" \
	      " to s390-tools | ccwtools, MiB | s390-tools, MiB | rounds |"
	print "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
	family(file, "lscss", "")
	family(file, "lscss --format json", " [1]")
	family(file, "lscss ID", "")
	family(file, "lscss -d ID", "")
	family(file, "lschp", "")
	print "\n[1] s390-tools' `lscss` has no JSON: beside its table.\n"
}

function beside(file, bench, text,   i, name) {
	for (i = 1; i <= count[file]; i++) {
		name = names[file, i]
		if (name == bench ", " size_of(name))
			printf "| %s | %s | %s | %s | %s |\n", text, thousands(size_of(name)), \
				value(file, name, "a_ms"), value(file, name, "b_ms"), \
				value(file, name, "a_to_b")
	}
}

function more(file) {
	print "| | subchannels | ms | `lscss`, ms | ratio |\n|---|--:|--:|--:|--:|"
	beside(file, "ccwcheck", "`ccwcheck`")
	beside(file, "impact of a path", "what is lost with a channel path")
	beside(file, "impact of all paths", "what is lost with all channel paths")
	print ""
}

function host() {
	method()
	print "## Time and memory against the number of subchannels\n"
	print "| | |\n|---|---|"
	print "| ![Time of lscss](plots/lscss.svg) | ![Memory of lscss](plots/memory.svg) |"
	print "| ![Time of lscss ID](plots/lscss-id.svg) | ![Time of lschp](plots/lschp.svg) |\n"
	print "Both axes are logarithmic. `lscss ID` looks up what it was asked for; s390-tools read"
	print "the names of all subchannels first.\n"
	listings("host")
	print "What is wrong (`ccwcheck`) and what would happen (`chchp --dry-run`), beside the listing"
	print "of the same machine:\n"
	more("host")
}

# ---- where the time goes ----

function each_who(file, name, key, factor, digits,   i, text, v) {
	text = ""
	for (i = 1; i <= n_who; i++) {
		v = get(file, name, who[i] key)
		text = text sprintf(v == "" ? " |" : " %." digits "f |", v * factor)
	}
	return text
}

function is_rare(name, limit,   j) {
	for (j = 1; j <= n_who; j++)
		if (get("where", name, who[j]) + 0 >= limit)
			return 0
	return 1
}

function calls(   i, name, size, sum, rest, j) {
	size = size_of(where_name())
	print "System calls for each subchannel (`strace`); those that are rare are in one line:\n"
	print "| | s390-tools | ccwtools | floor |\n|---|--:|--:|--:|"
	for (i = 1; i <= count["where"]; i++) {
		name = names["where", i]
		if (name !~ /^calls, /)
			continue
		for (j = 1; j <= n_who; j++)
			sum[who[j]] += get("where", name, who[j])
		if (is_rare(name, size / 20)) {
			for (j = 1; j <= n_who; j++)
				rest[who[j]] += get("where", name, who[j])
			continue
		}
		printf "| %s |%s\n", code(substr(name, 8)), each_who("where", name, "", 1 / size, 2)
	}
	printf "| others |"
	for (j = 1; j <= n_who; j++)
		printf " %s |", sum[who[j]] ? sprintf("%.2f", rest[who[j]] / size) : ""
	printf "\n| **all** |"
	for (j = 1; j <= n_who; j++)
		printf " %s |", sum[who[j]] ? sprintf("**%.2f**", sum[who[j]] / size) : ""
	print "\n"
}

function instructions(   size, j, w, all, found) {
	size = size_of(where_name())
	print "Instructions outside of the kernel for each subchannel (`valgrind`):\n"
	print "| | s390-tools | ccwtools | floor |\n|---|--:|--:|--:|"
	printf "| finding out which subchannels and devices there are |"
	for (j = 1; j <= n_who; j++)
		printf " %s |", per("names", who[j], size)
	printf "\n| attributes: their paths, reading and parsing them |"
	for (j = 1; j <= n_who; j++) {
		w = who[j]
		all = get("where", "instructions, all", w)
		found = get("where", "instructions, names", w) != ""
		printf " %s |", found ? thousands((all - get("where", "instructions, names", w) - \
			get("where", "instructions, rows", w)) / size) : ""
	}
	printf "\n| making and printing rows |"
	for (j = 1; j <= n_who; j++)
		printf " %s |", per("rows", who[j], size)
	printf "\n| **all** |"
	for (j = 1; j <= n_who; j++)
		printf " %s |", per("all", who[j], size)
	print "\n"
}

function per(what, w, size,   v) {
	v = get("where", "instructions, " what, w)
	return v == "" ? "" : thousands(v / size)
}

function where(   i, name) {
	if (!has["where"])
		return
	name = where_name()
	print "## Where the time goes\n"
	print machine("where") "\n"
	print "![Where the time of lscss goes](plots/where.svg)\n"
	printf "`lscss` of %s subchannels; processor time of all threads, in ms. It is the median of\n", \
		thousands(size_of(name))
	printf "%d runs, shared out by what samples of `perf` found the kernel to do.\n\n", \
		get("where", name, "rounds")
	printf "ccwtools spends %.0f %% of it in the kernel, and %.0f %% on opening files. ", \
		100 - get("where", "share, own", "a_percent"), \
		get("where", "share, opening", "a_percent")
	print "To find the\ndevice of a subchannel, s390-tools read its directory; the others read one link.\n"
	print "| | s390-tools | ccwtools | floor |\n|---|--:|--:|--:|"
	for (i = 1; i <= n_kinds; i++)
		printf "| %s | %s | %s | %s |\n", kind_text[kinds[i]], share(kinds[i], "c"), \
			share(kinds[i], "a"), share(kinds[i], "b")
	printf "| **processor time** |%s\n", each_who("where", name, "_cpu_ms", 1, 0)
	printf "| **time passed** |%s\n\n", each_who("where", name, "_ms", 1, 0)
	calls()
	instructions()
}

function share(kind, w,   v) {
	v = get("where", "share, " kind, w "_percent")
	return v == "" ? "" : sprintf("%.0f (%.0f %%)", v / 100 * cpu_ms(w), v)
}

# ---- guests, and the module ----

function guest(   i, name, n) {
	if (!has["guest"])
		return
	print "## In an s390x guest\n"
	print machine("guest") "\n"
	print "The processor is emulated, so only ratios tell something. s390-tools are those of"
	print "the guest's Debian.\n"
	listings("guest")
	more("guest")
	for (i = 1; i <= count["guest"]; i++) {
		name = names["guest", i]
		if (name !~ /^(chccwdev|chchp)/)
			continue
		if (!n++) {
			print "Changes of an emulated machine of 256 disks, beside a process that does nothing:\n"
			print "| | ccwtools, ms | a process, ms | s390-tools, ms | to s390-tools | rounds |"
			print "|---|--:|--:|--:|--:|--:|"
		}
		printf "| %s | %s | %s | %s | %s | %s |\n", code(name), \
			value("guest", name, "a_ms"), value("guest", name, "b_ms"), \
			value("guest", name, "c_ms"), value("guest", name, "a_to_c"), \
			get("guest", name, "rounds")
	}
	if (n)
		print ""
}

function disks(   i, name) {
	if (!has["disks"])
		return
	print "## Disks of vcss\n"
	print machine("disks") "\n"
	print "Disks that the module emulates, beside QEMU's virtio-blk in the same guest: one request"
	print "at a time, past the page cache; 1 MiB in turn, or 4 KiB anywhere.\n"
	print "| | vcss, ms | virtio-blk, ms | ratio | rounds |\n|---|--:|--:|--:|--:|"
	for (i = 1; i <= count["disks"]; i++) {
		name = names["disks", i]
		if (name != "machine")
			printf "| %s | %s | %s | %s | %s |\n", name, value("disks", name, "a_ms"), \
				value("disks", name, "b_ms"), value("disks", name, "a_to_b"), \
				get("disks", name, "rounds")
	}
	print ""
}

function starts(   i, name, alone) {
	if (!has["starts"])
		return
	print "## Channel programs of vcss\n"
	print machine("starts") "\n"
	print "How many the model of the module starts in a second (`bench/starts`), natively: with"
	print "one thread; with more, each on a subchannel of its own; and with these if there were"
	print "one lock for all subchannels.\n"
	print "| | one thread | threads | together | ratio | one lock | ratio |"
	print "|---|--:|--:|--:|--:|--:|--:|"
	for (i = 1; i <= count["starts"]; i++) {
		name = names["starts", i]
		if (name == "machine")
			continue
		alone = get("starts", name, "alone")
		printf "| %s | %s | %s | %s | %.2f | %s | %.2f |\n", code(substr(name, 9)), \
			thousands(alone), get("starts", name, "threads"), \
			thousands(get("starts", name, "together")), \
			get("starts", name, "together") / alone, \
			thousands(get("starts", name, "one_lock")), \
			get("starts", name, "one_lock") / alone
	}
	print ""
}

# ---- what was asked for ----

function asked(   i, v, met, n, n_met, text) {
	for (i = 1; i <= n_goals; i++) {
		v = get(goal[i, 1], goal[i, 2], goal[i, 3])
		if (v == "")
			continue
		met = v + 0 <= goal[i, 4] + 0
		n_met += met
		text = text sprintf("| %s%s | %s | %s | %s | %s |\n", code(goal[i, 2]), \
			goal[i, 1] == "host" ? "" : " (" goal[i, 1] ")", key_text[goal[i, 3]], \
			goal[i, 4], met ? short(v) : sprintf("%.3f", v), \
			met ? "yes" : "**no**" (goal[i, 5] == "" ? "" : ": " goal[i, 5]))
		n++
	}
	if (!n)
		return
	print "## What was asked for\n"
	if (n_met == n)
		print "All of it is as asked.\n"
	else
		printf "%d of %d are as asked, %d %s not.\n\n", n_met, n, n - n_met, \
			n - n_met == 1 ? "is" : "are"
	print "| | | at most | measured | as asked |\n|---|---|--:|--:|---|"
	printf "%s\n", text
}

function again() {
	print "## Measuring again\n"
	print "On a machine that does nothing else, in a build folder, as root; with `perf`, `strace`,"
	print "`valgrind` and `gnuplot`. It takes about ten minutes, and 4 GiB in /dev/shm:\n"
	print "    make bench-results PEER_LSCSS=PATH PEER_LSCHP=PATH    # s390-tools, built natively"
	print "    make report\n"
	print "In guests, which take longer, and 12 GiB:\n"
	print "    make bench-results BENCH=\"bench-guest bench-disks\"\n"
	print "`ROUNDS` in the environment is how often all is measured; `SIZES=\"22 1024\"` leaves out"
	print "what is large. Results are in `bench/results/`, a line of JSON for each benchmark; the"
	print "first says what they were measured on. The same results make the same report."
}

BEGIN {
	key_text["a_ms"] = "ms"
	key_text["a_kib"] = "KiB"
	key_text["a_to_b"] = "to the floor"
	key_text["a_to_c"] = "to s390-tools"
}
END {
	head()
	asked()
	if (has["host"])
		host()
	where()
	guest()
	disks()
	starts()
	again()
}
