# SPDX-License-Identifier: GPL-2.0-or-later
#
# where-calls.awk - for "where": instructions, as "WHAT LETTER NUMBER"
#
# Reads a profile of callgrind. What is spent in a function and all that it calls stands
# below each call of it: "calls=...", then a line with position and cost. Functions are
# named once, "cfn=(12) name", and are a number from then on.

# Without what the compiler adds to the name of a copy.
function name_of(text,   number)
{
	match(text, /\([0-9]+\)/)
	number = substr(text, RSTART, RLENGTH)
	text = substr(text, RSTART + RLENGTH + 1)
	if (text != "") {
		sub(/[.'].*/, "", text)
		known[number] = text
	}
	return known[number]
}

/^fn=/ { inside = name_of($0) }
/^cfn=/ { called = name_of($0) }
/^calls=/ {
	getline
	# within each other, or themselves, they would be counted twice
	if (called ~ names && inside !~ names)
		cost["names"] += $NF
	else if (called ~ rows && inside !~ rows)
		cost["rows"] += $NF
}
/^(summary|totals):/ { cost["all"] = $2 }
END {
	for (what in cost)
		if (cost[what] > 0)
			printf "%s %s %.0f\n", what, letter, cost[what]
}
