#include "generator/tickets/unseen.h"

#include <limits.h>
#include <string.h>

/* "\\6e" or "\\y" of a style: the sign it is for, at i; i ends at its last byte. */
static char style_escape(struct str style, size_t *i)
{
	enum { DIGITS_MOST = 6 };
	size_t n = 0;
	int code = 0;

	if (*i + 1 < style.n && str_hex_value(style.s[*i + 1]) < 0)
		return style.s[++*i];
	while (n < DIGITS_MOST && *i + 1 < style.n && str_hex_value(style.s[*i + 1]) >= 0) {
		code = code * 16 + str_hex_value(style.s[++*i]);
		n++;
	}
	return n != 0 && code < 0x80 ? (char)code : '?';
}

void unseen_plain_style(struct buf *out, struct str style)
{
	for (size_t i = 0; i < style.n; i++) {
		if (str_starts(str_from(style, i), STR("/*"))) {
			ptrdiff_t end = str_find(str_from(style, i + 2), STR("*/"));

			if (end < 0)
				break; /* what has no end takes all with it */
			i += (size_t)end + 3;
		} else if (style.s[i] == '\\') {
			buf_char(out, str_lower_char(style_escape(style, &i)));
		} else if (!str_is_space(style.s[i])) {
			buf_char(out, str_lower_char(style.s[i]));
		}
	}
}

/* ---- declarations ---- */

/* The next value of a property, without "!important"; false when there is none. A ';' in quotes ends nothing. */
static bool next_value(struct str *style, struct str name, struct str *value)
{
	while (style->n != 0) {
		struct str one;
		ptrdiff_t bang;
		char quote = 0;
		size_t n = 0;

		for (; n < style->n && (quote != 0 || style->s[n] != ';'); n++) {
			if (quote != 0 ? style->s[n] == quote : style->s[n] == '"' || style->s[n] == '\'')
				quote = quote != 0 ? '\0' : style->s[n];
		}
		one = str_slice(*style, 0, n);
		*style = str_from(*style, n + 1);
		if (!str_starts(one, name) || one.n <= name.n || one.s[name.n] != ':')
			continue;
		bang = str_find_char(one, '!');
		*value = str_slice(one, name.n + 1, bang >= 0 ? (size_t)bang : one.n);
		return true;
	}
	return false;
}

/* The value of a property's last declaration; "" when there is none. */
static struct str property_of(struct str style, struct str name)
{
	struct str value = STR("");

	while (next_value(&style, name, &value))
		;
	return value;
}

/* ---- whatever is within it ---- */

/*
 * "9999px": farther than a text is wide; "18.0pt", as lists of Word have it, is not. What is no length is far. Margins
 * are far `times` later: other margins and padding make up for them, as above what a link leads to.
 */
static bool is_far(struct str length, unsigned times)
{
	static const struct {
		const char *unit;
		unsigned least;
	} units[] = {{"px", 200}, {"pt", 150}, {"pc", 12}, {"in", 10}, {"cm", 25}, {"mm", 250}, {"rem", 10},
		     {"em", 10},  {"ex", 20},  {"ch", 20}, {"%", 100}, {"vw", 50}, {"vh", 50}};
	unsigned whole = 0;
	size_t n = 0;

	for (; n < length.n && str_is_digit(length.s[n]); n++)
		whole = whole > UINT_MAX / 20 ? whole : whole * 10 + (unsigned)(length.s[n] - '0');
	if (n < length.n && length.s[n] == '.')
		for (n++; n < length.n && str_is_digit(length.s[n]);)
			n++;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (str_starts(str_from(length, n), str_c(units[i].unit)))
			return whole >= units[i].least * times;
	return whole != 0 || n == 0 || (n < length.n && length.s[n] != ';' && length.s[n] != '!');
}

/* "", ".0", "px;…", ".5px": is what began with "0" nothing, or next to nothing? ".5in" and "px)" of max() are not. */
static bool is_nothing(struct str behind)
{
	size_t n = 0, digits = 0;

	if (behind.n > 1 && behind.s[0] == '.')
		for (n = 1; n < behind.n && str_is_digit(behind.s[n]); n++)
			digits += behind.s[n] != '0';
	behind = str_from(behind, n);
	return digits == 0 || str_starts(behind, STR("px")) || str_starts(behind, STR("pt")) ||
	       str_starts(behind, STR("e-"));
}

/* "opacity:0.8" is no zero, and what is pale may be read. */
static bool may_be_read(struct str behind)
{
	size_t n = 1;

	while (n < behind.n && str_is_digit(behind.s[n]))
		n++;
	return behind.n > 1 && behind.s[0] == '.' && behind.s[1] >= '2' && str_is_digit(behind.s[1]) &&
	       (n == behind.n || behind.s[n] == ';' || behind.s[n] == '!' || behind.s[n] == ')');
}

/* "50%", "1.5em", not "5" nor "auto" */
static bool has_unit(struct str length)
{
	size_t n = 0;

	while (n < length.n && (str_is_digit(length.s[n]) || length.s[n] == '.'))
		n++;
	return n != 0 && n < length.n && (str_is_alpha(length.s[n]) || length.s[n] == '%');
}

/* "1px,1px,1px,1px)", "0 0,0 0)" without blanks: a shape in which no number is larger than 1 shows nothing. */
static bool is_speck(struct str behind)
{
	unsigned number = 0;
	size_t n = 0;

	for (; n < behind.n && behind.s[n] != ')'; n++) {
		number = str_is_digit(behind.s[n]) ? number * 10 + (unsigned)(behind.s[n] - '0') : 0;
		if (number > 1)
			return false;
	}
	return n != 0;
}

/* Does a sign hide, with what stands in front of it and behind it? */
static bool does_hide(struct str sign, struct str before, struct str behind)
{
	enum { TIMES_OF_MARGINS = 5, TIMES_OF_OTHER_SIDES = 10 };

	if (str_ends(sign, STR("(-")) || str_eq(sign, STR("translate:-"))) /* a row of pictures is moved by its width */
		return is_far(behind, TIMES_OF_MARGINS);
	if (str_eq(sign, STR("right:-")) || str_eq(sign, STR("bottom:-"))) /* their margins move what follows */
		return !str_ends(before, STR("-")) && is_far(behind, 1);
	if (str_ends(sign, STR(":-")))
		return is_far(behind, str_ends(before, STR("margin-")) ? TIMES_OF_MARGINS : 1);
	if (str_eq(sign, STR("left:")) || str_eq(sign, STR("top:")) || str_eq(sign, STR("text-indent:")))
		return !str_ends(before, STR("-")) && has_unit(behind) && is_far(behind, TIMES_OF_OTHER_SIDES);
	if (str_eq(sign, STR("opacity:0"))) /* not "--bg-opacity", "fill-opacity" */
		return !str_ends(before, STR("-")) && !may_be_read(behind);
	if (str_eq(sign, STR("opacity(0")))
		return !may_be_read(behind);
	if (str_ends(sign, STR("(0")) && str_find(sign, STR("scale")) >= 0)
		return behind.n == 0 || (behind.s[0] != '.' && !str_is_digit(behind.s[0]));
	if (str_ends(sign, STR("rect(")) || str_ends(sign, STR("polygon(")))
		return is_speck(behind);
	return !str_ends(sign, STR(":0")) || is_nothing(behind);
}

/* Does a style have a sign of what nobody sees? */
static bool has_sign(struct str style, struct str sign)
{
	size_t from = 0;

	for (ptrdiff_t at; (at = str_find(str_from(style, from), sign)) >= 0;) {
		struct str before = str_slice(style, 0, from + (size_t)at);

		from += (size_t)at + sign.n;
		if (does_hide(sign, before, str_from(style, from)))
			return true;
	}
	return false;
}

static bool is_zero(struct str length)
{
	return str_starts(length, STR("0")) && is_nothing(str_from(length, 1));
}

/* "1px;…": no letter fits into it */
static bool is_dot(struct str length)
{
	return is_zero(length) || str_eq(length, STR("1px"));
}

/* "height:0;overflow:hidden", not "line-height:0"; a cell of no width that ends in "…" is as wide as its column. */
static bool is_flat(struct str style)
{
	return str_find(style, STR("overflow:hidden")) >= 0 &&
	       ((is_dot(property_of(style, STR("height"))) && is_dot(property_of(style, STR("width")))) ||
		is_zero(property_of(style, STR("height"))) ||
		((is_zero(property_of(style, STR("width"))) || is_zero(property_of(style, STR("max-width")))) &&
		 !str_eq(property_of(style, STR("text-overflow")), STR("ellipsis"))));
}

bool unseen_is_hidden(struct str style)
{
	static const char *const signs[] = {"display:none",
					    "visibility:hidden",
					    "visibility:collapse",
					    "max-height:0",
					    "mso-hide:all",
					    "opacity:0",
					    "opacity(0",
					    "text-indent:-",
					    "left:-",
					    "top:-",
					    "right:-",
					    "bottom:-",
					    "text-indent:",
					    "left:",
					    "top:",
					    "translate(-",
					    "translatex(-",
					    "translatey(-",
					    "translate3d(-",
					    "clip:rect(",
					    "clip-path:polygon(",
					    "clip-path:inset(50%",
					    "clip-path:inset(100%",
					    "clip-path:circle(0",
					    "transform:scale(0",
					    "transform:scalex(0",
					    "transform:scaley(0",
					    "translate:-",
					    "inset:-",
					    "letter-spacing:-",
					    "text-fill-color:transparent",
					    "content-visibility:hidden"};
	bool hidden = is_flat(style);

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		hidden = hidden || has_sign(style, str_c(signs[i]));
	return hidden;
}

/* ---- its own text, unless what is within it looks otherwise ---- */

/* "0", "1px", ".5pt", "0.1em", "0.9e-9em": too small to be read */
static bool is_tiny(struct str size)
{
	static const struct {
		const char *unit;
		unsigned tenths; /* the largest that nobody reads */
	} units[] = {{"px", 20}, {"pt", 15}, {"rem", 4}, {"em", 4}, {"%", 400}, {"e-", UINT_MAX}, {"", 0}};
	unsigned tenths = 0;
	size_t n = 0, i = 0;

	for (; n < size.n && n < 4 && str_is_digit(size.s[n]); n++)
		tenths = tenths * 10 + 10 * (unsigned)(size.s[n] - '0');
	if (n + 1 < size.n && size.s[n] == '.' && str_is_digit(size.s[n + 1])) {
		tenths += (unsigned)(size.s[n + 1] - '0');
		for (n += 2; n < size.n && str_is_digit(size.s[n]);)
			n++;
	}
	while (!str_starts(str_from(size, n), str_c(units[i].unit)))
		i++;
	return n != 0 && tenths <= units[i].tenths;
}

struct color {
	unsigned part[3]; /* red, green, blue of 255 */
	bool is_clear;	  /* transparent */
};

/* "#fff", "fffe", "#ffffff", "ffffffff"; false: it is none */
static bool read_hex(struct str text, struct color *color)
{
	size_t digits;

	if (str_starts(text, STR("#")))
		text = str_from(text, 1);
	digits = text.n >= 6 ? 2 : 1;
	if (text.n != 3 && text.n != 4 && text.n != 6 && text.n != 8)
		return false;
	for (size_t i = 0; i < text.n; i++)
		if (str_hex_value(text.s[i]) < 0)
			return false;
	for (size_t i = 0; i < 3; i++)
		color->part[i] =
		    (unsigned)(str_hex_value(text.s[i * digits]) * 16 + str_hex_value(text.s[i * digits + digits - 1]));
	color->is_clear = text.n % 4 == 0 && text.s[text.n - 1] == '0' && text.s[text.n - digits] == '0';
	return true;
}

/* "rgb(0,0,0)", "rgba(0,0,0,0.0)" without blanks */
static bool read_rgb(struct str text, struct color *color)
{
	ptrdiff_t open = str_find_char(text, '(');
	struct str rest = str_from(text, (size_t)(open + 1)), part;
	size_t n = 0;

	if (!str_starts(text, STR("rgb")) || open < 0)
		return false;
	for (; n < 3 && rest.n != 0 && str_is_digit(rest.s[0]) && str_split(&rest, ',', &part); n++) {
		color->part[n] = 0;
		for (size_t i = 0; i < part.n && i < 3 && str_is_digit(part.s[i]); i++)
			color->part[n] = color->part[n] * 10 + (unsigned)(part.s[i] - '0');
	}
	color->is_clear = rest.n != 0;
	for (size_t i = 0; i < rest.n; i++)
		color->is_clear = color->is_clear && strchr("0.%)", rest.s[i]) != NULL;
	return n == 3;
}

static bool read_color(struct str text, struct color *color)
{
	static const struct {
		const char *name;
		struct color color;
	} names[] = {
	    {"white", {{255, 255, 255}, false}}, {"black", {{0, 0, 0}, false}}, {"transparent", {{0, 0, 0}, true}}};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_eq_nocase(text, str_c(names[i].name))) {
			*color = names[i].color;
			return true;
		}
	return read_hex(text, color) || read_rgb(text, color);
}

/* What nobody tells from white. */
static bool is_white(struct str text)
{
	enum { LEAST = 0xFA };
	struct color color;

	if (!read_color(text, &color))
		return str_starts(text, STR("hsl(0,0%,100%"));
	return color.is_clear || (color.part[0] >= LEAST && color.part[1] >= LEAST && color.part[2] >= LEAST);
}

static bool is_same_color(struct str a, struct str b)
{
	struct color first, second;

	if (!read_color(a, &first) || !read_color(b, &second))
		return a.n != 0 && str_eq_nocase(a, b);
	return !first.is_clear && !second.is_clear && memcmp(first.part, second.part, sizeof(first.part)) == 0;
}

static struct str ground_of(struct str style)
{
	struct str ground = property_of(style, STR("background-color"));

	return ground.n != 0 ? ground : property_of(style, STR("background"));
}

/* Whether a style, or a table's cell of old, gives what is in it a colour behind it that is not white. */
static bool has_ground(struct str style, struct str cell)
{
	struct str ground = ground_of(style);

	return (ground.n != 0 && !is_white(ground) && !str_starts(ground, STR("transparent")) &&
		!str_starts(ground, STR("none"))) ||
	       (cell.n != 0 && !is_white(cell)) || property_of(style, STR("background-image")).n != 0;
}

/* "12px", "medium": a size whatever is around it; "1.2em" or "larger" is nothing where what is around it has none. */
static bool is_absolute(struct str size)
{
	static const char *const units[] = {"px", "pt", "pc", "cm", "mm", "in", "rem", "vw", "vh", NULL};
	static const char *const words[] = {"x-small",	"small",     "medium",	"large",  "x-large",
					    "xx-large", "xxx-large", "initial", "revert", NULL};
	size_t n = 0;

	while (n < size.n && (str_is_digit(size.s[n]) || size.s[n] == '.'))
		n++;
	return n != 0 ? str_is_any(str_from(size, n), units) : str_is_any(size, words);
}

/* What a style makes of the size of a text. A value that no browser understands changes nothing. */
static bool is_too_small(bool around, struct str style)
{
	struct str font = property_of(style, STR("font")), size;
	bool tiny = font.n != 0 && !str_eq(font, STR("inherit")) ? str_starts(font, STR("0")) : around;

	while (next_value(&style, STR("font-size"), &size))
		tiny = is_tiny(size) || (tiny && !is_absolute(size));
	return tiny;
}

struct unseen_look unseen_look_within(struct unseen_look around, struct str style, struct str font, struct str cell)
{
	struct str color = property_of(style, STR("color"));
	struct unseen_look look = around;

	if (color.n == 0)
		color = font;
	look.is_tiny = is_too_small(around.is_tiny, style);
	if (color.n != 0 && !str_eq(color, STR("inherit")))
		look.is_white = is_white(color);
	look.has_ground = around.has_ground || has_ground(style, cell);
	if (is_same_color(color, ground_of(style)) || is_same_color(color, cell)) {
		look.is_white = true; /* black on black is as little to be read */
		look.has_ground = false;
	}
	return look;
}
