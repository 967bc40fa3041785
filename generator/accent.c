#include "generator/accent.h"

#include <math.h>

/* The grounds of theme/style.css that the colours must stand on. */
static const struct colour light_page = {0xfa, 0xf8, 0xf3}, dark_surface = {0x19, 0x20, 0x1d};
static const struct colour white = {0xff, 0xff, 0xff}, black = {0, 0, 0};

#define CONTRAST_TEXT 4.5 /* WCAG 2.2 AA, 1.4.3 */
#define CONTRAST_HERO 7.0 /* large areas in a strong colour tire sooner */
#define MOVE 0.04	  /* how far lightness moves at a time */

static int hex_digit(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

bool colour_parse(struct str text, struct colour *colour)
{
	uint8_t part[3];
	size_t width = text.n == 7 ? 2 : 1;

	if ((text.n != 4 && text.n != 7) || text.s[0] != '#')
		return false;
	for (size_t i = 0; i < 3; i++) {
		int high = hex_digit(text.s[1 + i * width]), low = hex_digit(text.s[i * width + width]);

		if (high < 0 || low < 0)
			return false;
		part[i] = (uint8_t)(high * 16 + low);
	}
	*colour = (struct colour){part[0], part[1], part[2]};
	return true;
}

static double linear(uint8_t part)
{
	double s = part / 255.0;

	return s <= 0.04045 ? s / 12.92 : pow((s + 0.055) / 1.055, 2.4);
}

static double luminance(struct colour c)
{
	return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);
}

double colour_contrast(struct colour a, struct colour b)
{
	double la = luminance(a), lb = luminance(b);

	return la > lb ? (la + 0.05) / (lb + 0.05) : (lb + 0.05) / (la + 0.05);
}

static uint8_t mix_part(uint8_t a, uint8_t b, double share)
{
	return (uint8_t)lround(a + (b - a) * share);
}

/* a with a share of b in it. */
static struct colour mix(struct colour a, struct colour b, double share)
{
	return (struct colour){mix_part(a.red, b.red, share), mix_part(a.green, b.green, share),
			       mix_part(a.blue, b.blue, share)};
}

/* The colour nearest to c on the way to `end` that has the contrast on the ground. */
static struct colour move(struct colour c, struct colour end, struct colour ground, double contrast)
{
	struct colour moved = c;

	for (double share = 0; share < 1 && colour_contrast(moved, ground) < contrast; share += MOVE)
		moved = mix(c, end, share);
	return colour_contrast(moved, ground) < contrast ? end : moved;
}

void accent_derive(struct accent *accent, struct colour colour)
{
	accent->contrast = colour_contrast(colour, light_page);
	accent->was_moved = accent->contrast < CONTRAST_TEXT;
	accent->light = move(colour, black, light_page, CONTRAST_TEXT);
	accent->light_soft = mix(colour, white, 0.88);
	accent->light_deep = move(mix(colour, black, 0.2), black, white, CONTRAST_HERO);
	accent->dark = move(mix(colour, white, 0.3), white, dark_surface, CONTRAST_TEXT);
	accent->dark_ink = move(mix(colour, black, 0.75), black, accent->dark, CONTRAST_TEXT);
	accent->dark_soft = mix(colour, black, 0.75);
	accent->dark_deep = move(mix(colour, black, 0.5), black, white, CONTRAST_HERO);
}

static void put_pair(struct buf *out, const char *name, struct colour light, struct colour dark)
{
	buf_printf(out, "--%s:light-dark(#%02x%02x%02x,#%02x%02x%02x);", name, light.red, light.green, light.blue,
		   dark.red, dark.green, dark.blue);
}

void accent_css(struct buf *out, const struct accent *accent)
{
	buf_lit(out, ":root{");
	put_pair(out, "brand", accent->light, accent->dark);
	put_pair(out, "brand-ink", white, accent->dark_ink);
	put_pair(out, "brand-soft", accent->light_soft, accent->dark_soft);
	put_pair(out, "brand-deep", accent->light_deep, accent->dark_deep);
	buf_cut(out, out->n - 1);
	buf_lit(out, "}");
}
