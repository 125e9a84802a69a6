# SPDX-License-Identifier: GPL-2.0-or-later
#
# plots.awk - for "report": commands for gnuplot that draw plots into the folder "out"
#
# Colours are those of Okabe and Ito, which the colour-blind tell apart.

function log10(number) {
	return log(number) / log(10)
}

function begin(name, width, height, title, subtitle, font) {
	print "reset"
	printf "set terminal svg size %d,%d enhanced font 'sans-serif,%d' background '#ffffff'\n", \
		width, height, font
	printf "set output '%s/%s.svg'\n", out, name
	printf "set label '{/:Bold=%d %s}' at screen %.4f,%.4f textcolor '#222222'\n", \
		font + 2, title, 14 / width, 1 - 22 / height
	printf "set label '%s' at screen %.4f,%.4f textcolor '#555555'\n", subtitle, \
		14 / width, 1 - 44 / height
	print "set border 3 linecolor '#888888'"
	print "set tics nomirror textcolor '#333333'"
	print "set grid ytics linetype 1 linewidth 1 linecolor '#e4e4e4'"
	print "unset key"
}

# The area of the plot, in pixels from the edges.
function area(width, height, left, right, bottom, top) {
	printf "set lmargin at screen %.4f\nset rmargin at screen %.4f\n", left / width, \
		1 - right / width
	printf "set bmargin at screen %.4f\nset tmargin at screen %.4f\n", bottom / height, \
		1 - top / height
}

# Labels beside the ends of lines, not on each other. In pixels, from below.
function place_labels(n, at,   i, moved, turn) {
	for (turn = 0; turn < 50; turn++) {
		moved = 0
		for (i = 2; i <= n; i++)
			if (at[i] - at[i - 1] < 19) {
				moved = 1
				at[i] += 0.5
				at[i - 1] -= 0.5
			}
		if (!moved)
			break
	}
}

# Numbers of all programs against the number of subchannels.
function scaling(name, bench, key, factor, unit, title, subtitle,
		 i, j, w, k, n, v, low, high, width, height, px, sizes, last, at, order, t) {
	width = 660
	height = 400
	n = 0
	low = 1e99
	high = 0
	for (i = 1; i <= count["host"]; i++) {
		t = names["host", i]
		if (t == bench ", " size_of(t))
			sizes[++n] = size_of(t)
	}
	if (!n)
		return
	# two of them beside each other are made smaller: large letters
	begin(name, width, height, title, subtitle, 15)
	area(width, height, 78, 186, 66, 66)
	k = 0
	for (i = 1; i <= n_who; i++) {
		w = who[i]
		delete last[w]
		if (get("host", bench ", " sizes[n], w key) == "")
			continue
		printf "$%s << END\n", w
		for (j = 1; j <= n; j++) {
			v = get("host", bench ", " sizes[j], w key) * factor
			print sizes[j], v
			if (v < low)
				low = v
			if (v > high)
				high = v
			last[w] = v
		}
		print "END"
		# in order of what is at the right
		for (j = ++k; j > 1 && last[order[j - 1]] > last[w]; j--)
			order[j] = order[j - 1]
		order[j] = w
	}
	low /= 1.5
	high *= 1.5
	px = (height - 66 - 66) / (log10(high) - log10(low))
	for (i = 1; i <= k; i++)
		at[i] = (log10(last[order[i]]) - log10(low)) * px
	place_labels(k, at)
	print "set logscale xy"
	printf "set xrange [%g:%g]\nset yrange [%g:%g]\n", sizes[1] / 1.3, sizes[n] * 1.3, low, high
	printf "set xlabel 'subchannels' offset 0,0.3 textcolor '#333333'\nset xtics ("
	for (j = 1; j <= n; j++)
		printf "%s'%s' %d", (j > 1 ? ", " : ""), thousands(sizes[j]), sizes[j]
	print ") scale 0.6"
	# one, two and five of each power, or powers only, if there are many
	printf "set ytics ("
	t = ""
	for (i = -3; i < 7; i++)
		for (j = 1; j <= 5; j += j == 2 ? 3 : 1) {
			v = j * 10 ^ i
			if (j > 2 && j != 5 || v < low || v > high ||
			    (j > 1 && high / low > 100))
				continue
			printf "%s'%s' %g", t, \
				(unit == "ms" ? tick_ms(v) : thousands(v) " " unit), v
			t = ", "
		}
	print ") scale 0.6"
	for (i = 1; i <= k; i++) {
		w = order[i]
		v = unit == "ms" ? milliseconds(last[w]) : short(last[w]) " " unit
		printf "set label '{/:Bold %s} %s' at graph 1,graph %.4f offset 1,0 textcolor '%s'\n", \
			who_text[w], v, at[i] / (height - 66 - 66), colour[w]
	}
	printf "plot "
	for (i = 1; i <= k; i++)
		printf "%s$%s with linespoints linewidth 2.2 linecolor '%s' pointtype %d " \
		       "pointsize 0.8 dashtype %s", (i > 1 ? ", " : ""), order[i], \
			colour[order[i]], point[order[i]], (order[i] == "b" ? "(12,6)" : "1")
	print "\nunset output"
}

function tick_ms(v) {
	return v >= 1000 ? v / 1000 " s" : v " ms"
}

# A bar for each program, of what its processors' time went into.
function where(   width, height, i, j, k, w, x, part, max, n, row, rows, column) {
	if (!has["where"])
		return
	width = 860
	height = 300
	n = 0
	max = 0
	for (i = 1; i <= n_who; i++)
		if (cpu_ms(who[i]) > 0) {
			rows[++n] = who[i]
			if (cpu_ms(who[i]) > max)
				max = cpu_ms(who[i])
		}
	begin("where", width, height, "Where the time of lscss goes", \
	      "processor time, " thousands(size_of(where_name())) \
	      " subchannels; outside of the kernel: the program itself and the C library", 13)
	area(width, height, 92, 70, 56, 112)
	printf "set xrange [0:%g]\nset yrange [%g:-0.5]\n", max * 1.02, n - 0.5
	print "set border 1\nset grid xtics noytics\nset format x '%g'"
	print "set xlabel 'ms' offset 0,0.3 textcolor '#333333'\nset xtics scale 0.6"
	for (i = 1; i <= n; i++)
		printf "set label '%s' at graph 0,first %d right offset -1,0 textcolor '#222222'\n", \
			who_text[rows[i]], i - 1
	k = 0
	for (i = 1; i <= n; i++) {
		w = rows[i]
		x = 0
		for (j = 1; j <= n_kinds; j++) {
			part = get("where", "share, " kinds[j], w "_percent") / 100 * cpu_ms(w)
			printf "set object %d rectangle from %.3f,%.2f to %.3f,%.2f front " \
			       "fillcolor '%s' fillstyle solid 1 border linecolor '#ffffff'\n", \
				++k, x, i - 1.34, x + part, i - 0.66, shade[j]
			if (part > max * 0.03)
				printf "set label '%s' at %.3f,%d center front font ',11' " \
				       "textcolor '%s'\n", thousands(part), x + part / 2, i - 1, ink[j]
			x += part
		}
		printf "set label '{/:Bold %s ms}' at %.3f,%d offset 1,0 textcolor '#222222'\n", \
			short(x), x, i - 1
	}
	# the legend, in two rows
	split("92 262 532 702", column, " ")
	for (j = 1; j <= n_kinds; j++) {
		x = column[(j - 1) % 4 + 1] / width
		row = 1 - (j <= 4 ? 70 : 92) / height
		printf "set object %d rectangle from screen %.4f,%.4f to screen %.4f,%.4f front " \
		       "fillcolor '%s' fillstyle solid 1 noborder\n", ++k, x, \
			row - 6 / height, x + 13 / width, row + 6 / height, shade[j]
		printf "set label '%s' at screen %.4f,%.4f font ',12' textcolor '#333333'\n", \
			kind_text[kinds[j]], x + 19 / width, row
	}
	print "unset ytics\nplot -9 notitle\nunset output"
}

BEGIN {
	colour["a"] = "#0072B2"
	colour["b"] = "#666666"
	colour["c"] = "#D55E00"
	point["a"] = 7
	point["b"] = 4
	point["c"] = 9
	split("#E69F00 #56B4E9 #0072B2 #009E73 #CC79A7 #999999 #F0E442", shade, " ")
	split("#000000 #000000 #ffffff #ffffff #000000 #000000 #000000", ink, " ")
}
END {
	scaling("lscss", "lscss", "_ms", 1, "ms", "lscss", "time of a listing of all")
	scaling("memory", "lscss", "_kib", 1 / 1024, "MiB", "lscss", "peak memory (resident set)")
	scaling("lscss-id", "lscss ID", "_ms", 1, "ms", "lscss ID", "time to list one subchannel")
	scaling("lschp", "lschp", "_ms", 1, "ms", "lschp", "time to list all channel paths")
	where()
}
