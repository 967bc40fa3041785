/*
 * accent: the stylesheet's brand colours from one colour of the site.
 *
 * Lightness is moved, hue is kept, until text in the colour (and white on it)
 * has the contrast that WCAG 2.2 AA asks for, in the light and the dark scheme.
 */
#ifndef WEIR_ACCENT_H
#define WEIR_ACCENT_H
#include "common/buf.h"

struct colour {
	uint8_t red, green, blue;
};

struct accent {
	struct colour light, light_soft, light_deep; /* text and buttons, soft ground, hero */
	struct colour dark, dark_ink, dark_soft, dark_deep;
	double contrast; /* of the colour as given on the light page */
	bool was_moved;	 /* because that was too low */
};

/* "#rgb" or "#rrggbb"; false when it is neither. */
bool colour_parse(struct str text, struct colour *colour);
/* WCAG 2 contrast ratio, 1 to 21. */
double colour_contrast(struct colour a, struct colour b);
void accent_derive(struct accent *accent, struct colour colour);
/* Appends the rule that sets the stylesheet's variables. */
void accent_css(struct buf *out, const struct accent *accent);

#endif
