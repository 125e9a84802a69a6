# SPDX-License-Identifier: GPL-2.0-or-later
#
# results.awk - for "report": reads files of results, and finds numbers in them

# "dir/host.jsonl" is the file "host".
FILENAME ~ /\.jsonl$/ {
	if (FNR == 1) {
		file = FILENAME
		sub(/.*\//, "", file)
		sub(/\.jsonl$/, "", file)
		has[file] = 1
	}
	match($0, "\"name\": \"[^\"]*")
	name = substr($0, RSTART + 9, RLENGTH - 9)
	line[file, name] = $0
	names[file, ++count[file]] = name
}

# The value of a key, without quotes; "" where there is none.
function get(file, name, key,   text) {
	text = line[file, name]
	if (!match(text, "\"" key "\": (\"[^\"]*\"|[^,}]*)"))
		return ""
	text = substr(text, RSTART + length(key) + 4, RLENGTH - length(key) - 4)
	gsub(/"/, "", text)
	return text
}

# 65536 as 65,536
function thousands(number,   text) {
	text = sprintf("%.0f", number)
	while (match(text, /[0-9][0-9][0-9][0-9](,|$)/))
		text = substr(text, 1, RSTART) "," substr(text, RSTART + 1)
	return text
}

# Three digits that count, or all before the point.
function short(number) {
	number += 0
	if (number >= 99.95)
		return thousands(number)
	if (number >= 9.995)
		return sprintf("%.1f", number)
	return sprintf(number >= 0.0995 ? "%.2f" : "%.3f", number)
}

function milliseconds(number) {
	number += 0
	return number >= 999.5 ? sprintf("%.2f s", number / 1000) : short(number) " ms"
}

# The size in the name of a benchmark: "lscss, 22".
function size_of(name) {
	sub(/.*, /, "", name)
	return name + 0
}

# What "where" listed.
function where_name(   i) {
	for (i = 1; i <= count["where"]; i++)
		if (names["where", i] ~ /^lscss, /)
			return names["where", i]
	return ""
}

function cpu_ms(who) {
	return get("where", where_name(), who "_cpu_ms") + 0
}

BEGIN {
	# Where time goes, see "where".
	n_kinds = split("directories links opening reading closing other own", kinds, " ")
	kind_text["directories"] = "reading directories"
	kind_text["links"] = "links and status of files"
	kind_text["opening"] = "opening files"
	kind_text["reading"] = "reading files"
	kind_text["closing"] = "closing files"
	kind_text["other"] = "memory, start and end, interrupts"
	kind_text["own"] = "outside of the kernel"
	n_who = split("c a b", who, " ")
	who_text["a"] = "ccwtools"
	who_text["b"] = "floor"
	who_text["c"] = "s390-tools"
}
