#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Objects come and go for ten seconds (longer where the machine is busy) while they are
# listed: each row that is printed is whole and true, or is not printed.
. "$srcdir/tests/tap.sh"

tar -C "$work" -xzf "$srcdir/tests/data/guest-6.12.tar.gz"
root=$work/guest-6.12/sys
chmod -R u+w "$root"
css=$root/devices/css0
away=$work/away
mkdir "$away"

lscss --sysroot "$root" --vpm --avail | sed 1,2d | sort >"$work/rows"
# what is left of a row when its device goes but the subchannel stays
sed 's/^\(.\{17\}\).\{23\}\(.*\) good  $/\1                       \2       /' "$work/rows" >"$work/bare"
sort -u "$work/rows" "$work/bare" >"$work/allowed"

churn()
{
	while :; do
		for sch in 0.0.0001 0.1.0000 0.3.0000; do
			mv "$css/$sch" "$away"
			mv "$root/bus/css/devices/$sch" "$away/link"
			mv "$away/link" "$root/bus/css/devices/$sch"
			mv "$away/$sch" "$css"
		done
		mv "$css/0.0.0002/0.0.ffff" "$away"
		mv "$away/0.0.ffff" "$css/0.0.0002"
		mv "$css/chp0.00" "$away"
		mv "$away/chp0.00" "$css"
	done
}
churn &
churner=$!

runs=0 bad=0 partial=0
start=$(date +%s)
while seconds=$(($(date +%s) - start)) &&
	{ [ $seconds -lt 10 ] || { [ $seconds -lt 60 ] && [ $partial -le 10 ]; }; }; do
	runs=$((runs + 1))
	lscss --sysroot "$root" --vpm --avail >"$work/out" 2>"$work/err" || bad=$((bad + 1))
	sed 1,2d "$work/out" | sort >"$work/now"
	cmp -s "$work/now" "$work/rows" || partial=$((partial + 1))
	if comm -23 "$work/now" "$work/allowed" | grep -q . || [ -s "$work/err" ]; then
		bad=$((bad + 1))
		comm -23 "$work/now" "$work/allowed" | sed 's/^/# odd row: /'
		sed 's/^/# stderr: /' "$work/err"
	fi
	lschp --sysroot "$root" >"$work/out" 2>/dev/null || bad=$((bad + 1))
done
kill $churner
wait $churner 2>/dev/null
echo "# $runs listings, $partial of them while something was away"
check 'all rows are whole and true' [ $bad = 0 ]
check 'things were away now and then' [ $partial -gt 10 ]
finish_tests
