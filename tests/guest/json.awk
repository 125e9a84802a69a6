# SPDX-License-Identifier: GPL-2.0-or-later
#
# json.awk - reads JSON texts, one after the other, and prints a line for each value
#
# A line is the value's path, a tab and the value: "1.subchannels.3.pim", "80". What
# comes first in a path is the number of the text. Strict: anything that is not JSON
# ends it with exit status 1. Record separators (json-seq) may stand before a text.

function fail(what)
{
	printf "json.awk: expected %s at: %s\n", what, substr(text, at, 40) >"/dev/stderr"
	exit 1
}

function skip()
{
	while (at <= length(text) && index(" \t\n\r", substr(text, at, 1)))
		at++
}

# Takes what the regular expression matches right here, "" if it does not.
function take(regex)
{
	if (!match(substr(text, at, 400), "^(" regex ")"))
		return ""
	at += RLENGTH
	return substr(text, at - RLENGTH, RLENGTH)
}

function string(    s)
{
	s = take("\"([^\"\\\\\001-\037]|\\\\([\"\\\\/bfnrt]|u[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]))*\"")
	if (s == "")
		fail("a string")
	return substr(s, 2, length(s) - 2)
}

function object(path,    key)
{
	at++
	skip()
	if (take("}") != "")
		return
	for (;;) {
		skip()
		key = string()
		if ((path, key) in seen)
			fail("a key only once")
		seen[path, key] = 1
		skip()
		if (take(":") == "")
			fail("':'")
		value(path "." key)
		skip()
		if (take("}") != "")
			return
		if (take(",") == "")
			fail("',' or '}'")
	}
}

function array(path,    n)
{
	at++
	skip()
	if (take("]") != "")
		return
	for (n = 1; ; n++) {
		value(path "." n)
		skip()
		if (take("]") != "")
			return
		if (take(",") == "")
			fail("',' or ']'")
	}
}

function value(path,    c, v)
{
	skip()
	c = substr(text, at, 1)
	if (c == "{") {
		object(path)
	} else if (c == "[") {
		array(path)
	} else if (c == "\"") {
		print path "\t" string()
	} else {
		v = take("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")
		if (v == "")
			fail("a value")
		print path "\t" v
	}
}

{ text = text $0 "\n" }

END {
	at = 1
	for (texts = 1; ; texts++) {
		skip()
		take("\036")
		skip()
		if (at > length(text))
			break
		if (at > 1 && !index(" \t\n\036", substr(text, at - 1, 1)))
			fail("a blank before the next text")
		value(texts)
	}
	if (texts == 1)
		fail("a value")
}
