# SPDX-License-Identifier: GPL-2.0-or-later
#
# svg.awk - what tmux has on its screen (capture-pane -e -N) as a picture
#
#	LC_ALL=C awk -v host=HOST:ROOT -f svg.awk
#
# Each character has its place on a grid; those of one style, side by side, are one
# <text>. HOST:ROOT, the age of what is shown, times and durations are replaced.

function pad(text, width)
{
	while (length(text) < width)
		text = text " "
	return text
}

# replace(LINE, AT, LEN, BY): what is behind it stays where it is
function replace(line, at, len, by)
{
	return substr(line, 1, at - 1) pad(by, len) substr(line, at + len)
}

function neutral(line,		at, rest, before, time)
{
	at = index(line, host)
	if (at)
		line = replace(line, at, length(host), "linux:/sys")
	if (match(line, /[0-9]+(\.[0-9])? s old/))
		line = replace(line, RSTART, RLENGTH, "0.3 s old")
	if (match(line, /\([0-9]+ ms\)/))
		line = replace(line, RSTART, RLENGTH, "(12 ms)")
	if (match(line, /[0-9][0-9]:[0-9][0-9]:[0-9][0-9]\.[0-9][0-9][0-9]/)) {
		time = substr(line, RSTART, RLENGTH)
		if (!(time in times)) {
			times[time] = sprintf("10:15:%02d.%03d", 12 + 7 * n_times,
					      417 + 83 * n_times)
			n_times++
		}
		line = replace(line, RSTART, RLENGTH, times[time])
	}
	return line
}

# Characters, not bytes.
function count(text,	i, n)
{
	for (i = 1; i <= length(text); i++)
		n += !index(continuing, substr(text, i, 1))
	return n
}

function escape(text)
{
	gsub(/&/, "\\&amp;", text)
	gsub(/</, "\\&lt;", text)
	gsub(/>/, "\\&gt;", text)
	return text
}

# Takes the parameters of "ESC [ ... m".
function set_style(params,	n, i, p, list)
{
	n = split(params == "" ? "0" : params, list, ";")
	for (i = 1; i <= n; i++) {
		p = list[i] + 0
		if (p == 0)
			bold = dim = under = reverse = colour = 0
		else if (p == 1)
			bold = 1
		else if (p == 2)
			dim = 1
		else if (p == 4)
			under = 1
		else if (p == 7)
			reverse = 1
		else if (p == 22)
			bold = dim = 0
		else if (p == 24)
			under = 0
		else if (p == 27)
			reverse = 0
		else if (p >= 30 && p <= 37)
			colour = p - 29
		else if (p >= 90 && p <= 97)
			colour = p - 81
		else if (p == 39)
			colour = 0
	}
}

# The colour, as a class, bold, dim, under, reverse.
function style()
{
	return "c" colour (bold ? " b" : "") (dim ? " d" : "") (under ? " u" : "") \
		(reverse ? " r" : "")
}

# Of a run from column X on, with its blanks, the words; one text for those that have one
# blank between them, as a renderer need not keep more.
function put_words(x, text, class,	len, n)
{
	while (match(text, /[^ ]/)) {
		x += RSTART - 1
		text = substr(text, RSTART)
		len = match(text, /  /) ? RSTART - 1 : length(text)
		sub(/ $/, "", text)
		len = len > length(text) ? length(text) : len
		n = count(substr(text, 1, len))
		printf "<text class=\"%s\" x=\"%.1f\" y=\"%d\" textLength=\"%.1f\">%s</text>\n",
		       class, MARGIN + x * WIDTH, top + BASE, n * WIDTH,
		       escape(substr(text, 1, len))
		x += n
		text = substr(text, len + 1)
	}
}

# put_run(X, N, TEXT, CLASS): N characters from column X on
function put_run(x, n, text, class)
{
	if (class ~ / r/)
		printf "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
		       substr(class, 1, index(class, " ") - 1), MARGIN + x * WIDTH,
		       top, n * WIDTH, HEIGHT
	put_words(x, text, class)
}

BEGIN {
	WIDTH = 8.4
	HEIGHT = 17
	BASE = 13
	MARGIN = 10
	colour = 0
	COLUMNS = 100
	ROWS = 30
	for (i = 128; i < 192; i++)
		continuing = continuing sprintf("%c", i)
	width = COLUMNS * WIDTH + 2 * MARGIN
	height = ROWS * HEIGHT + 2 * MARGIN
	print "<!-- SPDX-License-Identifier: GPL-2.0-or-later; made by docs/screenshots -->"
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:space=\"preserve\" width=\"%d\" height=\"%d\" " \
	       "viewBox=\"0 0 %d %d\">\n", width, height, width, height
	print "<style>"
	print "text { font: 14px 'DejaVu Sans Mono', Menlo, Consolas, monospace }"
	split("#d4d4d4 #5a5a5a #f2777a #8fc878 #e6c160 #6ea6e6 #cc99cc #5fc3c9 #d4d4d4 " \
	      "#7a7a7a #ff9a9c #b0e49a #ffdf8a #95c4ff #e6b8e6 #8ae4ea #ffffff", colours, " ")
	for (i = 0; i <= 16; i++)
		printf ".c%d { fill: %s }\n", i, colours[i + 1]
	print ".b { font-weight: bold }"
	print ".d { opacity: 0.55 }"
	print ".u { text-decoration: underline }"
	print "text.r { fill: #1e1e1e }"
	print "</style>"
	printf "<rect width=\"100%%\" height=\"100%%\" rx=\"6\" fill=\"#1e1e1e\"/>\n"
}

{
	line = neutral($0)
	top = MARGIN + (NR - 1) * HEIGHT
	column = from = 0
	text = ""
	for (at = 1; at <= length(line); at++) {
		c = substr(line, at, 1)
		if (c == "\033") {
			match(substr(line, at), /^.\[[0-9;]*m/)
			set_style(substr(line, at + 2, RLENGTH - 3))
			at += RLENGTH - 1
			continue
		}
		if (index(continuing, c)) {
			text = text c
			continue
		}
		if (text != "" && style() != class) {
			put_run(from, column - from, text, class)
			text = ""
		}
		if (text == "") {
			class = style()
			from = column
		}
		text = text c
		column++
	}
	if (text != "")
		put_run(from, column - from, text, class)
}

END {
	print "</svg>"
}
