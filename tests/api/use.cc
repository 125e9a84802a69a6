// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * use.cc - libccw from C++: what a program there does with it, on the tree SYSFS_ROOT
 *
 * Built by installed.sh with several standards of C++ and all warnings.
 */
#include <libccw.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace
{

bool all_good = true;

void check(const char *name, bool good)
{
	std::printf("%s: %s\n", good ? "yes" : "no", name);
	all_good = all_good && good;
}

/* Objects of the library are owned as everything else is. */
struct release {
	void operator()(ccw_ctx *p) const { ccw_ctx_unref(p); }
	void operator()(ccw_query *p) const { ccw_query_free(p); }
	void operator()(ccw_snapshot *p) const { ccw_snapshot_free(p); }
	void operator()(ccw_diff *p) const { ccw_diff_free(p); }
	void operator()(ccw_impact *p) const { ccw_impact_free(p); }
	void operator()(ccw_watch *p) const { ccw_watch_free(p); }
	void operator()(ccw_change *p) const { ccw_change_free(p); }
};

template <typename T> using owned = std::unique_ptr<T, release>;

/* What comes through an out-parameter, or nothing. */
template <typename T, typename F> owned<T> make(F function)
{
	T *p = nullptr;

	return owned<T>(function(&p) == 0 ? p : nullptr);
}

void log_line(void *data, enum ccw_log_level, const char *msg)
{
	static_cast<std::vector<std::string> *>(data)->push_back(msg);
}

void test_ids()
{
	char buf[CCW_ID_STRLEN];
	ccw_chpid chpid = {};
	ccw_id id = {};

	check("an id is parsed", ccw_id_parse("0.1.4711", &id) == 0 && id.devno == 0x4711);
	check("and printed", !std::strcmp(ccw_id_format(id, buf), "0.1.4711"));
	check("so is that of a channel path", ccw_chpid_parse("3a", &chpid) == 0 &&
	      !std::strcmp(ccw_chpid_format(chpid, buf), "0.3a"));
}

void test_snapshot(ccw_ctx *ctx)
{
	auto query = make<ccw_query>(ccw_query_new);
	ccw_query_add_attrs(query.get(), CCW_ATTRS_ALL);
	auto snap = make<ccw_snapshot>([&](ccw_snapshot **p) {
		return ccw_snapshot_new(ctx, query.get(), p);
	});
	check("a snapshot", bool(snap));
	if (!snap)
		return;

	const ccw_subchannel *sch;
	const ccw_chpath *chp;
	std::vector<ccw_chpid> chpids;
	unsigned usable = 0, varied = 0;
	ccw_snapshot_foreach_subchannel (snap.get(), sch) {
		ccw_paths paths = {};

		usable += ccw_subchannel_get_paths(snap.get(), sch, &paths) == 0 && paths.usable;
	}
	ccw_snapshot_foreach_chpath (snap.get(), chp) {
		bool on = false;

		varied += ccw_chpath_get_vary(chp, &on) == 0 && on;
		chpids.push_back(ccw_chpath_get_id(chp));
	}
	check("has subchannels with paths", usable > 0);
	check("has channel paths", varied > 0);

	auto impact = make<ccw_impact>([&](ccw_impact **p) {
		return ccw_impact_new_vary_off(ctx, snap.get(), chpids.data(), chpids.size(), p);
	});
	check("an impact", impact && ccw_impact_next_device(impact.get(), nullptr));
	auto diff = make<ccw_diff>([&](ccw_diff **p) {
		return ccw_diff_new(snap.get(), snap.get(), p);
	});
	check("no difference to itself", diff && !ccw_diff_next(diff.get(), nullptr));
}

void test_watch(ccw_ctx *ctx)
{
	auto watch = make<ccw_watch>([&](ccw_watch **p) { return ccw_watch_new(ctx, nullptr, p); });
	check("a watch", watch && ccw_watch_get_fd(watch.get()) >= 0 &&
	      ccw_watch_get_snapshot(watch.get()));
}

void test_change()
{
	auto change = make<ccw_change>([](ccw_change **p) {
		return ccw_change_new_vary(ccw_chpid{0, 0x3a}, false, p);
	});
	check("a change", change && ccw_change_get_errno(change.get()) == 0);
}

} // namespace

int main()
{
	std::vector<std::string> log;
	auto ctx = make<ccw_ctx>(ccw_ctx_new);

	if (!ctx)
		return 1;
	ccw_ctx_set_log(ctx.get(), log_line, &log);
	test_ids();
	test_snapshot(ctx.get());
	test_watch(ctx.get());
	test_change();
	return all_good ? 0 : 1;
}
