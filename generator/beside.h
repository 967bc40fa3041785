/*
 * beside: what lies in a folder before `weir init` makes a site of it: pages of
 * another tool, where its settings say they are, and markdown that no site would
 * have, so that nobody takes a demonstration for their own help centre.
 *
 * Settings of other tools are not parsed, but looked through for lines that are
 * told easily; everything else of them is left to their owner.
 */
#ifndef WEIR_BESIDE_H
#define WEIR_BESIDE_H
#include "common/buf.h"

#include <stdint.h>

struct beside {
	struct buf pages;	 /* the folder with the pages that are there: "content", "docs"; empty: none */
	struct buf title, url;	 /* site_name and site_url of MkDocs, one line each; empty: not said */
	const char *settings;	 /* the other tool's file that told, or NULL */
	uint32_t strays;	 /* where pages is empty: markdown files in folders of the folder, as far as counted */
	uint32_t stray_folders;	 /* in how many */
	struct buf stray_folder; /* the one that has most of them */
};

/* The buffers are the caller's to release, by beside_release(). Nothing is changed; what cannot be read has nothing. */
void beside_find(struct beside *beside, int folder);
void beside_release(struct beside *beside);

#endif
