/*
 * output: everything around an output folder that a commit works on, opened and
 * in order: the place, Weir's state for it, the lock, the list of what was
 * written before, an empty staging folder. What an interrupted build left is
 * dealt with when it is opened.
 */
#ifndef WEIR_OUTPUT_H
#define WEIR_OUTPUT_H
#include "generator/manifest.h"
#include "generator/outplace.h"

struct output {
	struct arena *arena;
	struct outplace place;
	int weir, state, lock;	  /* .weir/, .weir/build/<key>/, .weir/lock */
	int staging_parent;	  /* folder that holds the staging folder */
	struct str staging_name;  /* in it */
	int staging, staged, old; /* the staging folder; new/ and old/ in it */
	struct manifest manifest; /* of what is in the output folder */
	bool is_usable;		  /* there is such a thing */
	bool is_adopted;	  /* its state was gone (weir tickets forget, a fresh clone): nothing old is kept */
	struct str boot;	  /* the kernel's name for this start of the machine; empty: not known, or no news */
	bool has_lost_bytes;	  /* files are not as they were written: all of it is to be written again */
};

void output_init(struct output *output, struct arena *arena);
/* -1 after an error. output_close() in any case. */
__attribute__((warn_unused_result)) int output_open(struct output *output, int site_folder, struct str name,
						    struct diag_list *diags);
/* Unlocks; leaves staging as it is. */
void output_close(struct output *output);
int output_remove_staging(struct output *output);
/* That and state files that wait to be renamed: what a build that is not going to commit has made. */
void output_remove_unused(struct output *output);

/* After a commit: what a loss of power may have taken has been looked for since the machine was started. */
void output_remember_start(struct output *output);

/* The bytes of the marker file for a digest. */
struct str output_marker_text(struct arena *arena, struct hash128 digest);
bool output_is_marker(struct str path);

/* The hint where errno is ENOSPC or EDQUOT. */
#define OUTPUT_DISK_FULL "the disk is full: a build needs room for the new output beside the old one"

/* Adds a DIAG_SYSTEM error with errno's text; path (of an output file) may be empty. Returns -1. */
int output_failed(const struct output *output, struct diag_list *diags, const char *what, struct str path);
/* Adds a warning that somebody else's file stays where one of the site belongs. */
void output_tell_kept(const struct output *output, struct diag_list *diags, struct str path);

#endif
