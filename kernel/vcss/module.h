/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * module.h - what the parts of the module that belong to the kernel have of each other
 */
#ifndef VCSS_MODULE_H
#define VCSS_MODULE_H

#include <asm/ccwdev.h>
#include <asm/tpi.h>
#include "model.h"

/* host.c: the channel subsystem that is emulated; locking: model.h */

extern struct vcss_css vcss;

void host_init(void);
void host_exit(void);
struct vcss_sch *host_sch_new(u32 sid);
void host_sch_free(struct vcss_sch *sch);
u8 host_enabled_iscs(void);
void host_fill_tpi(struct tpi_info *info, const struct vcss_interruption *interruption);

/* store.c */

int store_init(void);
void store_exit(void);
int store_open(struct vcss_sch *sch, const char *path);
void store_close(struct vcss_sch *sch);

/* redirect.c */

/* Functions of the kernel that are not exported, most of the common I/O layer's. */
struct vcss_cio {
	void (*handle_channel_report)(void);
	void (*wait_for_channel_report)(void);
	int (*complete_work)(void);
	struct device *(*get_css)(void);
	long (*copy_to_kernel)(void *to, const void *from, size_t len);
};

extern struct vcss_cio vcss_cio;

int redirect_init(void);
int redirect_start(void);
void redirect_stop(void);
void redirect_set_leaving(bool now);
bool redirect_set_is_real(unsigned int ssid);

/* chpaths.c */

bool chpaths_is_registered(u8 chpid);
bool chpaths_can_remove(void);
void chpaths_remove(void);

/* driver.c */

int ccwdrv_init(void);
void ccwdrv_exit(void);
void ccwdrv_settle(void);
bool ccwdrv_find_online(struct ccw_dev_id *id, const char **name);

/* live.c; @msg: what is wrong, if it fails */

#define MSG_LEN	160

bool live_is_on(void);
void live_clear(void);
int live_begin(char *msg);
int live_end(char *msg);
int live_attach(struct vcss_sch *sch);
int live_detach(u32 sid, char *msg);
int live_settle(void);

/* parse.c */

int parse_line(char *line, char *msg, char *reply, size_t size);

/* control.c */

int control_init(void);
void control_exit(void);

#endif
