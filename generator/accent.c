#include "generator/accent.h"

#include <math.h>

/* Colours of theme/style.css that the brand's stand on, or that stand on them. */
static const struct colour light_page = {0xfa, 0xf8, 0xf3}, light_sunk = {0xf1, 0xee, 0xe6};
static const struct colour light_ink = {0x1b, 0x24, 0x22}, light_muted = {0x54, 0x60, 0x5b};
static const struct colour dark_page = {0x11, 0x16, 0x14}, dark_surface = {0x19, 0x20, 0x1d};
static const struct colour dark_text = {0xe6, 0xeb, 0xe8}, dark_muted = {0xa4, 0xb0, 0xaa};
static const struct colour hero_text = {0xdb, 0xe8, 0xe5}, white = {0xff, 0xff, 0xff};

#define CONTRAST_TEXT 4.5 /* WCAG 2.2 AA, 1.4.3 */
#define CONTRAST_HERO 7.0 /* large areas in a strong colour tire sooner */
#define STEP 0.004	  /* how far lightness moves at a time */

bool colour_parse(struct str text, struct colour *colour)
{
	uint8_t part[3];
	size_t width = text.n == 7 ? 2 : 1;

	if ((text.n != 4 && text.n != 7) || text.s[0] != '#')
		return false;
	for (size_t i = 0; i < 3; i++) {
		int high = str_hex_value(text.s[1 + i * width]), low = str_hex_value(text.s[i * width + width]);

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

/* ---- OKLCH --------------------------------------------------------------------- */

struct linear_rgb {
	double red, green, blue;
};

struct oklch colour_oklch(struct colour colour)
{
	double r = linear(colour.red), g = linear(colour.green), b = linear(colour.blue);
	double l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
	double m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
	double s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
	double lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
	double green_red = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
	double blue_yellow = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;

	return (struct oklch){lightness, hypot(green_red, blue_yellow), atan2(blue_yellow, green_red)};
}

static struct linear_rgb linear_of(struct oklch c)
{
	double green_red = c.chroma * cos(c.hue), blue_yellow = c.chroma * sin(c.hue);
	double l = c.lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow;
	double m = c.lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow;
	double s = c.lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow;

	l = l * l * l;
	m = m * m * m;
	s = s * s * s;
	return (struct linear_rgb){4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
				   -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
				   -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
}

static bool is_in_gamut(struct linear_rgb c)
{
	const double low = -0.0005, high = 1.0005; /* less than half a step of eight bits */

	return c.red >= low && c.red <= high && c.green >= low && c.green <= high && c.blue >= low && c.blue <= high;
}

static uint8_t encoded(double part)
{
	double s = part <= 0.0031308 ? part * 12.92 : 1.055 * pow(part, 1 / 2.4) - 0.055;

	return s <= 0 ? 0 : s >= 1 ? 255 : (uint8_t)lround(s * 255);
}

static struct colour colour_of(struct linear_rgb c)
{
	return (struct colour){encoded(c.red), encoded(c.green), encoded(c.blue)};
}

struct colour oklch_colour(struct oklch c)
{
	double low = 0, high = c.chroma;

	if (is_in_gamut(linear_of(c)))
		low = high;
	for (int i = 0; i < 20 && low < high; i++) {
		c.chroma = (low + high) / 2;
		if (is_in_gamut(linear_of(c)))
			low = c.chroma;
		else
			high = c.chroma;
	}
	c.chroma = low;
	return colour_of(linear_of(c));
}

/* ---- the brand's colours ---------------------------------------------------------- */

/* Contrast that a colour must have with another. */
struct need {
	struct colour with;
	double contrast;
};

#define NEEDS 5
struct needs {
	struct need at[NEEDS]; /* contrast 0 behind the last */
};

/* The lowest share of what is asked for: 1 and more are enough. */
static double fulfilled(struct colour c, const struct needs *needs)
{
	double least = 100;

	for (size_t i = 0; i < NEEDS && needs->at[i].contrast > 0; i++)
		least = fmin(least, colour_contrast(c, needs->at[i].with) / needs->at[i].contrast);
	return least;
}

/* The colour whose lightness is nearest in the direction of step and fulfils all needs. */
static struct colour move(struct oklch c, double step, const struct needs *needs)
{
	struct colour moved = oklch_colour(c);

	while (fulfilled(moved, needs) < 1 && c.lightness > 0 && c.lightness < 1) {
		c.lightness = fmin(fmax(c.lightness + step, 0), 1);
		moved = oklch_colour(c);
	}
	return moved;
}

/* The accent's hue in another lightness, with at most so much chroma. */
static struct oklch tone(struct oklch accent, double lightness, double chroma)
{
	return (struct oklch){lightness, fmin(accent.chroma, chroma), accent.hue};
}

void accent_derive(struct accent *accent, struct colour colour)
{
	const struct oklch given = colour_oklch(colour);
	const struct needs on_light_soft = {{{light_ink, CONTRAST_TEXT}, {light_muted, CONTRAST_TEXT}}};
	const struct needs under_hero = {{{white, CONTRAST_HERO}, {hero_text, CONTRAST_TEXT}}};
	const struct needs on_dark_soft = {{{dark_text, CONTRAST_TEXT}, {dark_muted, CONTRAST_TEXT}}};
	struct needs light, dark, ink;

	accent->light_soft = move(tone(given, 0.945, 0.025), STEP, &on_light_soft);
	accent->light_deep = move(tone(given, fmin(given.lightness, 0.36), 0.12), -STEP, &under_hero);
	accent->dark_soft = move(tone(given, 0.29, 0.035), -STEP, &on_dark_soft);
	accent->dark_deep = move(tone(given, 0.27, 0.06), -STEP, &under_hero);

	light = (struct needs){{{white, CONTRAST_TEXT},
				{light_page, CONTRAST_TEXT},
				{light_sunk, CONTRAST_TEXT},
				{accent->light_soft, CONTRAST_TEXT}}};
	accent->contrast = fulfilled(colour, &light) * CONTRAST_TEXT;
	accent->was_moved = accent->contrast < CONTRAST_TEXT;
	accent->light = accent->was_moved ? move(given, -STEP, &light) : colour;
	accent->lightness = given.lightness;
	accent->moved_to = colour_oklch(accent->light).lightness;

	dark = (struct needs){
	    {{dark_page, CONTRAST_TEXT}, {dark_surface, CONTRAST_TEXT}, {accent->dark_soft, CONTRAST_TEXT}}};
	accent->dark = move(tone(given, 0.8, 0.13), STEP, &dark);
	ink = (struct needs){{{accent->dark, CONTRAST_TEXT}}};
	accent->dark_ink = move(tone(given, 0.22, 0.04), -STEP, &ink);
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
