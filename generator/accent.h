/*
 * accent: the stylesheet's brand colours from one colour of the site.
 *
 * They are derived in OKLCH (Ottosson 2020), where equal steps of lightness look equal
 * and hue stays what it is when lightness changes. Every pair of text and ground that
 * the stylesheets make with them is checked; lightness is moved, chroma only where sRGB
 * ends, until each has the contrast that WCAG 2.2 AA asks for, in the light and the
 * dark scheme.
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
	double contrast;	    /* the lowest of the colour as given, on what it stands on in the light scheme */
	bool was_moved;		    /* because that was too low */
	double lightness, moved_to; /* of the colour as given and of `light`, 0 to 1 */
};

/* Lightness from 0 to 1, chroma from 0 to about 0.37, hue in radians. */
struct oklch {
	double lightness, chroma, hue;
};

/* "#rgb" or "#rrggbb"; false when it is neither. */
bool colour_parse(struct str text, struct colour *colour);
/* WCAG 2 contrast ratio, 1 to 21. */
double colour_contrast(struct colour a, struct colour b);
struct oklch colour_oklch(struct colour colour);
/* The nearest colour of that lightness and hue that sRGB has: chroma is lowered where it must be. */
struct colour oklch_colour(struct oklch c);
void accent_derive(struct accent *accent, struct colour colour);
/* Appends the rule that sets the stylesheet's variables. */
void accent_css(struct buf *out, const struct accent *accent);

#endif
