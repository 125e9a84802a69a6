// SPDX-License-Identifier: GPL-2.0-only
/*
 * chsc.c - CHANNEL SUBSYSTEM CALL: descriptions of subchannels and paths, and events
 *
 * Requests and responses are laid out as drivers/s390/cio/chsc.c of Linux has them. A
 * page begins with the request; its response is where the request ends. Locking: model.h.
 */
#include "model.h"

enum {
	CODE_SCPD = 0x0002, /* store channel-path description */
	CODE_SSD = 0x0004,  /* store subchannel description */
	CODE_SEI = 0x000e,  /* store event information */
	CODE_SCMC = 0x0022, /* store channel-measurement characteristics */
};

enum {
	RESPONSE_OK = 0x0001,
	RESPONSE_INVALID = 0x0003,
};

#define PAGE_LEN	4096
#define REQUEST_LEN	0x10
#define RESPONSE	REQUEST_LEN
#define HEADER_LEN	8 /* of a response, before what is asked for */
#define DATA		(RESPONSE + HEADER_LEN)
#define SSD_LEN		32

static u16 get16(const u8 *p)
{
	return p[0] << 8 | p[1];
}

static void put16(u8 *p, u16 val)
{
	p[0] = val >> 8;
	p[1] = val;
}

/* @len: of the data */
static bool respond(u8 *page, u16 len, u16 code)
{
	put16(page + RESPONSE, HEADER_LEN + len);
	put16(page + RESPONSE + 2, code);
	return true;
}

/* ---- subchannels ---- */

/* None of it changes. */
static void describe_sch(const struct vcss_sch *sch, u8 *p)
{
	const struct pmcw_word *pmcw = &sch->schib.pmcw;

	p[0] = 0x80 | sch_type(sch) << 3;
	if (sch_flags(sch) & (PMCW_DNV | PMCW_W))
		p[0] |= 0x40;
	p[1] = be16_to_cpu(pmcw->devno);
	put16(p + 2, be16_to_cpu(pmcw->devno));
	p[4] = pmcw->pim;
	put16(p + 6, SID_NO(sch->sid));
	memcpy(p + 8, pmcw->chpid, N_PATHS);
}

static bool store_sch(struct vcss_css *css, u8 *page)
{
	unsigned int ssid = get16(page + 4) >> 4 & 3, len = 0;
	u32 no, first = get16(page + 6), last = get16(page + 10);
	const struct vcss_sch *sch;

	if (!vcss_css_has_set(css, ssid))
		return false;
	memset(page + DATA, 0, PAGE_LEN - DATA);
	host_read_lock();
	for (no = first; no <= last && DATA + len + SSD_LEN <= PAGE_LEN; no++) {
		sch = vcss_css_get(css, SID(ssid, no));
		if (sch)
			describe_sch(sch, page + DATA + len);
		len += SSD_LEN;
	}
	host_read_unlock();
	return respond(page, len, first <= last ? RESPONSE_OK : RESPONSE_INVALID);
}

/* ---- channel paths ---- */

/* Lengths of the descriptions in formats 0, 1 and 3. */
static unsigned int desc_len(u8 format)
{
	static const u8 len[] = { 8, 32, 0, 32 + UTIL_LEN };

	return format < ARRAY_SIZE(len) ? len[format] : 0;
}

static void describe_chp(const struct vcss_chp *chp, u8 chpid, u8 format, u8 *p)
{
	p[0] = 0x80;
	p[2] = chp->type;
	p[3] = chpid;
	if (!format)
		return;
	p[6] = chp->esc;
	if (chp->has_chid) {
		p[0] |= 0x10 | (chp->chid_external ? 0x08 : 0);
		put16(p + 16, chp->chid);
	}
	if (format == 3)
		memcpy(p + 32, chp->util, UTIL_LEN);
}

/* A path that is not there is none that can be described. */
static bool store_chp(struct vcss_css *css, u8 *page)
{
	unsigned int chpid, first = page[7], last = page[11], len = 0;
	u8 format = page[6] & 0x0f;
	unsigned int size = desc_len(format);

	if (!css->exclusive && !css->chp[first].present)
		return false;
	memset(page + DATA, 0, PAGE_LEN - DATA);
	if (!size || first > last)
		return respond(page, 0, RESPONSE_INVALID);
	for (chpid = first; chpid <= last && DATA + len + size <= PAGE_LEN; chpid++) {
		if (css->chp[chpid].present)
			describe_chp(&css->chp[chpid], chpid, format, page + DATA + len);
		len += size;
	}
	return respond(page, len, RESPONSE_OK);
}

/* Speed as the kernel wants it: a number, and how many zeros it has to get. */
static void put_speed(u8 *p, u64 speed)
{
	u64 unit = 1;
	u8 power = 0;

	while (power < 15 && speed > unit * 0xffff) {
		unit *= 10;
		power++;
	}
	/* no zeros at all means eight */
	if (!power && speed) {
		power = 1;
		unit = 10;
	}
	p[1] = power;
	put16(p + 6, speed / unit);
}

static bool store_measurement(struct vcss_css *css, u8 *page)
{
	const struct vcss_chp *chp = &css->chp[page[7]];
	u8 *p = page + DATA;

	if (!css->exclusive && !chp->present)
		return false;
	memset(p, 0, PAGE_LEN - DATA);
	p[3] = page[7];
	if (chp->present && chp->has_cmg) {
		p[0] = chp->shared ? 0x40 : 0;
		p[7] = chp->cmg;
		put_speed(p + 4, chp->speed);
	} else {
		p[0] = 0x80;
	}
	return respond(page, 32, RESPONSE_OK);
}

/* ---- events ---- */

enum {
	EVENT_LINK_INCIDENT = 1,
	EVENT_RESOURCE_ACCESS = 2,
	EVENT_AVAILABLE = 7,
	EVENT_CONFIGURE = 8,
};

#define EVENT_MORE	0x80 /* others are pending */
#define EVENT_LOST	0x40 /* there was no room for others */
#define EVENT_CCDF	16   /* where what depends on the content code begins */
#define SOURCE_CHPID	4

/*
 * Room for an event, filled in but for what depends on its content. NULL: none left. The
 * machine is locked until announce(), which comes next in any case.
 */
static u8 *new_event(struct vcss_css *css, u8 content, u8 source, u16 id)
{
	u8 *p;

	host_lock(css);
	if (css->n_event == N_EVENTS) {
		css->event_lost = true;
		return NULL;
	}
	p = css->event[(css->event_first + css->n_event++) % N_EVENTS].data;
	memset(p, 0, EVENT_LEN);
	p[2] = source;
	p[3] = content;
	put16(p + 6, id);
	return p;
}

static bool announce(struct vcss_css *css, const u8 *event)
{
	host_unlock(css);
	if (event)
		vcss_report(css, RSC_CSS, ERC_EVENT, 0);
	return event;
}

/**
 * vcss_event_resource_access - announces that devices may have become accessible
 *
 * Return, here and below: false: too many events are pending.
 */
bool vcss_event_resource_access(struct vcss_css *css, u8 chpid)
{
	return announce(css, new_event(css, EVENT_RESOURCE_ACCESS, SOURCE_CHPID, chpid));
}

/**
 * vcss_event_link_incident - announces that a link needs maintenance
 * @stopped: it is not operational; else it is degraded
 */
bool vcss_event_link_incident(struct vcss_css *css, u8 chpid, bool stopped)
{
	u8 *p = new_event(css, EVENT_LINK_INCIDENT, SOURCE_CHPID, chpid);

	/* a record without descriptors of the nodes */
	if (p) {
		p[EVENT_CCDF] = (stopped ? 2 : 1) << 2;
		p[EVENT_CCDF + 1] = 0x02;
		p[EVENT_CCDF + 4] = 0x80;
		p[EVENT_CCDF + 36] = 0x80;
	}
	return announce(css, p);
}

/**
 * vcss_event_available - announces all channel paths
 */
bool vcss_event_available(struct vcss_css *css)
{
	u8 *p = new_event(css, EVENT_AVAILABLE, 0, 0);
	unsigned int chpid;

	for (chpid = 0; p && chpid < N_CHPIDS; chpid++)
		if (css->chp[chpid].present)
			p[EVENT_CCDF + chpid / 8] |= 0x80 >> chpid % 8;
	return announce(css, p);
}

/**
 * vcss_event_configure - asks the program to configure a path itself
 * @op: 0: configure, 1: deconfigure, 2: do not deconfigure
 */
bool vcss_event_configure(struct vcss_css *css, u8 chpid, u8 op)
{
	u8 *p = new_event(css, EVENT_CONFIGURE, 0, 0);

	if (p) {
		p[EVENT_CCDF + chpid / 8] = 0x80 >> chpid % 8;
		p[EVENT_CCDF + 32] = op;
	}
	return announce(css, p);
}

/* The event that is first in line, which it is not any more. False: there is none. */
static bool take_event(struct vcss_css *css, struct vcss_event *event)
{
	bool pending;

	host_lock(css);
	pending = css->n_event;
	if (pending) {
		*event = css->event[css->event_first];
		css->event_first = (css->event_first + 1) % N_EVENTS;
		if (--css->n_event)
			event->data[0] |= EVENT_MORE;
		if (css->event_lost)
			event->data[0] |= EVENT_LOST;
		css->event_lost = false;
	}
	host_unlock(css);
	return pending;
}

static bool store_event(struct vcss_css *css, u8 *page)
{
	struct vcss_event event;

	if (!take_event(css, &event))
		return false;
	memset(page + RESPONSE, 0, PAGE_LEN - RESPONSE);
	memcpy(page + DATA, event.data, EVENT_LEN);
	return respond(page, EVENT_LEN, RESPONSE_OK);
}

/**
 * vcss_chsc - CHANNEL SUBSYSTEM CALL
 * @page: request and response
 *
 * Return: true: the response is there; false: the call is not about what is emulated.
 */
bool vcss_chsc(struct vcss_css *css, void *page)
{
	const u8 *request = page;

	if (get16(request) != REQUEST_LEN)
		return false;
	switch (get16(request + 2)) {
	case CODE_SSD:
		return store_sch(css, page);
	case CODE_SCPD:
		return store_chp(css, page);
	case CODE_SCMC:
		return store_measurement(css, page);
	case CODE_SEI:
		return store_event(css, page);
	}
	return false;
}
