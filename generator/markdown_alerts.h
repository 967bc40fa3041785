/*
 * markdown_alerts: the names of notes, tips and warnings in all the dialects
 * (GitHub, Microsoft Learn, Adobe, Docusaurus, VitePress, MkDocs, Hugo), what
 * they look like and what their title is in the page's language.
 */
#ifndef WEIR_MARKDOWN_ALERTS_H
#define WEIR_MARKDOWN_ALERTS_H
#include "common/str.h"

struct alert {
	const char *name; /* lower case */
	const char *look; /* one of GitHub's five: note, tip, important, warning, caution */
	const char *title;
};

/* In any letter case; NULL when it is none. */
const struct alert *alerts_find(struct str name);
/*
 * What HTML with these classes looks like, in which Material for MkDocs ("admonition tip"), Bootstrap ("alert
 * alert-danger"), BookStack ("callout info") and others write alerts; NULL: it is none. `is_box`: a class that is
 * nothing but the name of an alert is enough ("note" of a <div>).
 */
const char *alerts_look_of_classes(struct str classes, bool is_box);
struct str alerts_title(const struct alert *alert, struct str lang);
/* What is shown for a block to unfold that has no title. */
struct str alerts_details(struct str lang);
/* The label of a footnote's link back. */
struct str alerts_back_to_text(struct str lang);

#endif
