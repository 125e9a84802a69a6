/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * trace.h - what goes by, as trace events: /sys/kernel/tracing/events/vcss
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM vcss

#if !defined(VCSS_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define VCSS_TRACE_H

#include <linux/tracepoint.h>
#include "model.h"

#define SID_FMT		"0.%x.%04x"
#define SID_ARGS(sid)	SID_SET(sid), SID_NO(sid)

/* An instruction for a subchannel and its condition code. */
TRACE_EVENT(vcss_instruction,
	TP_PROTO(const char *name, u32 sid, int cc),
	TP_ARGS(name, sid, cc),
	TP_STRUCT__entry(
		__array(char, name, 8)
		__field(u32, sid)
		__field(int, cc)
	),
	TP_fast_assign(
		strscpy(__entry->name, name, sizeof(__entry->name));
		__entry->sid = sid;
		__entry->cc = cc;
	),
	TP_printk("%s " SID_FMT " cc=%d", __entry->name, SID_ARGS(__entry->sid),
		  __entry->cc)
);

/* START SUBCHANNEL, with what it starts. */
TRACE_EVENT(vcss_start,
	TP_PROTO(u32 sid, const struct orb_block *orb, int cc),
	TP_ARGS(sid, orb, cc),
	TP_STRUCT__entry(
		__field(u32, sid)
		__field(u32, control)
		__field(u32, cpa)
		__field(int, cc)
	),
	TP_fast_assign(
		__entry->sid = sid;
		__entry->control = be32_to_cpu(orb->control);
		__entry->cpa = be32_to_cpu(orb->cpa);
		__entry->cc = cc;
	),
	TP_printk("ssch " SID_FMT " cc=%d cpa=%08x lpm=%02x fmt=%d%s%s",
		  SID_ARGS(__entry->sid), __entry->cc, __entry->cpa,
		  (__entry->control & ORB_LPM) >> ORB_LPM_SHIFT,
		  !!(__entry->control & ORB_FMT1),
		  __entry->control & ORB_SPND ? " suspendable" : "",
		  __entry->control & ORB_C64 ? " idaw64" : "")
);

/* TEST SUBCHANNEL, with the status it stores. */
TRACE_EVENT(vcss_test,
	TP_PROTO(u32 sid, const struct irb_block *irb, int cc),
	TP_ARGS(sid, irb, cc),
	TP_STRUCT__entry(
		__field(u32, sid)
		__field(u32, control)
		__field(u32, addr)
		__field(u16, count)
		__field(u8, dstat)
		__field(u8, cstat)
		__field(int, cc)
	),
	TP_fast_assign(
		__entry->sid = sid;
		__entry->control = be32_to_cpu(irb->scsw.control);
		__entry->addr = be32_to_cpu(irb->scsw.ccw_addr);
		__entry->count = be16_to_cpu(irb->scsw.count);
		__entry->dstat = irb->scsw.dstat;
		__entry->cstat = irb->scsw.cstat;
		__entry->cc = cc;
	),
	TP_printk("tsch " SID_FMT " cc=%d scsw=%08x addr=%08x dstat=%02x cstat=%02x "
		  "count=%u",
		  SID_ARGS(__entry->sid), __entry->cc, __entry->control, __entry->addr,
		  __entry->dstat, __entry->cstat, __entry->count)
);

/* A command that goes to a device. */
TRACE_EVENT(vcss_ccw,
	TP_PROTO(const struct vcss_sch *sch),
	TP_ARGS(sch),
	TP_STRUCT__entry(
		__field(u32, sid)
		__field(u32, addr)
		__field(u16, count)
		__field(u8, cmd)
		__field(u8, flags)
		__field(u8, path)
	),
	TP_fast_assign(
		__entry->sid = sch->sid;
		__entry->addr = sch->chan.ccw.addr;
		__entry->count = sch->chan.ccw.count;
		__entry->cmd = sch->chan.ccw.cmd;
		__entry->flags = sch->chan.ccw.flags;
		__entry->path = sch->chan.path;
	),
	TP_printk("ccw " SID_FMT " path=%02x cmd=%02x flags=%02x count=%u addr=%08x",
		  SID_ARGS(__entry->sid), __entry->path, __entry->cmd, __entry->flags,
		  __entry->count, __entry->addr)
);

TRACE_EVENT(vcss_interrupt,
	TP_PROTO(u32 sid, u32 intparm, unsigned int isc),
	TP_ARGS(sid, intparm, isc),
	TP_STRUCT__entry(
		__field(u32, sid)
		__field(u32, intparm)
		__field(unsigned int, isc)
	),
	TP_fast_assign(
		__entry->sid = sid;
		__entry->intparm = intparm;
		__entry->isc = isc;
	),
	TP_printk("interrupt " SID_FMT " intparm=%08x isc=%u", SID_ARGS(__entry->sid),
		  __entry->intparm, __entry->isc)
);

TRACE_EVENT(vcss_crw,
	TP_PROTO(u32 crw),
	TP_ARGS(crw),
	TP_STRUCT__entry(
		__field(u32, crw)
	),
	TP_fast_assign(
		__entry->crw = crw;
	),
	TP_printk("crw rsc=%x erc=%02x rsid=%04x%s%s", __entry->crw >> CRW_RSC_SHIFT & 0xf,
		  __entry->crw >> CRW_ERC_SHIFT & 0x3f, __entry->crw & 0xffff,
		  __entry->crw & CRW_CHAINED ? " chained" : "",
		  __entry->crw & CRW_OVERFLOW ? " overflow" : "")
);

TRACE_EVENT(vcss_chsc,
	TP_PROTO(const u8 *page),
	TP_ARGS(page),
	TP_STRUCT__entry(
		__field(u16, code)
		__field(u16, response)
	),
	TP_fast_assign(
		__entry->code = page[2] << 8 | page[3];
		__entry->response = page[18] << 8 | page[19];
	),
	TP_printk("chsc code=%04x response=%04x", __entry->code, __entry->response)
);

TRACE_EVENT(vcss_sclp,
	TP_PROTO(const char *name, u8 chpid, int rc),
	TP_ARGS(name, chpid, rc),
	TP_STRUCT__entry(
		__array(char, name, 12)
		__field(u8, chpid)
		__field(int, rc)
	),
	TP_fast_assign(
		strscpy(__entry->name, name, sizeof(__entry->name));
		__entry->chpid = chpid;
		__entry->rc = rc;
	),
	TP_printk("sclp %s 0.%02x rc=%d", __entry->name, __entry->chpid, __entry->rc)
);

#endif

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
