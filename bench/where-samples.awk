# SPDX-License-Identifier: GPL-2.0-or-later
#
# where-samples.awk - for "where": shares of samples of perf, as "WHAT LETTER PERCENT"
#
# Reads what "perf script -F ip,sym,dso" prints: for each sample the functions from the
# innermost to the outermost, a line each, and an empty line. Functions of the kernel are
# in a dso in brackets; what the kernel does is told by the names of any of them. Files
# that close_range() closes are closed on the way back from it, by task_work_run().

function count()
{
	if (!seen)
		return
	n++
	if (kernel == "")
		what = "own"
	else if (kernel ~ / (iterate_dir|.*getdents[0-9]*) /)
		what = "directories"
	else if (kernel ~ /readlink| (vfs_statx?|.*_sys_(new)?f?l?stat(at|x)?|.*faccessat2?) /)
		what = "links"
	else if (kernel ~ / (do_sys_openat2|.*sys_open(at)?) /)
		what = "opening"
	else if (kernel ~ / (filp_close|__fput|____fput|fput|.*sys_close(_range)?) /)
		what = "closing"
	else if (kernel ~ / (ksys_read|vfs_read|.*sys_read) /)
		what = "reading"
	else if (user ~ /getdents|readdir/)
		what = "directories"
	else if (user ~ /readlink|stat|access/)
		what = "links"
	else if (user ~ /open/)
		what = "opening"
	else if (user ~ /close/)
		what = "closing"
	else if (user ~ /^(__)?(libc_)?(GI_)?(__)?read$/)
		what = "reading"
	else
		what = "other"
	samples[what]++
}

NF == 0 {
	count()
	seen = 0
	kernel = user = ""
	next
}
{
	# the innermost function of the program is the wrapper of the system call
	if ($NF ~ /^\(\[/ && $NF !~ /unknown/)
		kernel = kernel " " $2 " "
	else if (user == "")
		user = $2
	seen = 1
}
END {
	count()
	if (!n) {
		print "where: perf has no samples" >"/dev/stderr"
		exit 1
	}
	if (samples["own"] == n) {
		print "where: perf may not look into the kernel" >"/dev/stderr"
		exit 1
	}
	for (what in samples)
		printf "%s %s %.2f\n", what, letter, samples[what] * 100 / n
}
