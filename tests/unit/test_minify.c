#include "tests/unit/unit.h"

#include "generator/accent.h"
#include "generator/digest.h"
#include "generator/minify.h"

static void check_css(const char *css, const char *expected)
{
	struct buf buf;

	buf_init(&buf, BUF_NO_LIMIT);
	minify_css(&buf, str_c(css));
	assert_str(buf_view(&buf), expected);
	buf_release(&buf);
}

static void css_loses_what_it_does_not_need(void **state)
{
	(void)state;
	check_css("a , b > c {\n\tcolor : red ;\n\tmargin: 0 ;\n}\n", "a,b>c{color :red;margin:0}");
	check_css("/* a */ a { /* b */ color: red /* c */ }", "a{color:red}");
	check_css("a { color: red !important }", "a{color:red!important}");
	check_css("", "");
	check_css("/* never closed", "");
}

static void css_keeps_what_it_needs(void **state)
{
	(void)state;
	check_css("a { width: calc(1px + 2px) }", "a{width:calc(1px + 2px)}");
	check_css(".a :hover, .a:hover { top: 0 }", ".a :hover,.a:hover{top:0}");
	check_css("a::before { content: \" ;  } \\\" /* */\" }", "a::before{content:\" ;  } \\\" /* */\"}");
	check_css("a { background: url( x  y.png ) }", "a{background:url( x  y.png )}");
	check_css("a{content:\"never closed", "a{content:\"never closed");
	check_css("@media (min-width: 64em) and (hover) { a { b: c } }", "@media (min-width:64em) and (hover){a{b:c}}");
	check_css("a { margin: 0 auto -1px }", "a{margin:0 auto -1px}");
}

static void lines_lose_indentation_and_comments(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf, BUF_NO_LIMIT);
	minify_lines(&buf, STR("\t// why\n\tconst a = 1; // stays\n\n   b();\r\n"), STR("//"));
	assert_str(buf_view(&buf), "const a = 1; // stays\nb();\n");
	buf_clear(&buf);
	minify_lines(&buf, STR("\t<p>\n\t//x"), STR_NONE);
	assert_str(buf_view(&buf), "<p>\n//x\n");
	buf_release(&buf);
}

static void the_digest_is_that_of_csp(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf, BUF_NO_LIMIT);
	digest_csp(&buf, STR("")); /* printf '' | openssl sha256 -binary | base64 */
	assert_str(buf_view(&buf), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
	buf_release(&buf);
}

static void colours_are_read(void **state)
{
	struct colour c;

	(void)state;
	assert_true(colour_parse(STR("#0b5f59"), &c));
	assert_int_equal(c.red * 65536 + c.green * 256 + c.blue, 0x0b5f59);
	assert_true(colour_parse(STR("#Fa0"), &c));
	assert_int_equal(c.red * 65536 + c.green * 256 + c.blue, 0xffaa00);
	assert_false(colour_parse(STR("#12345"), &c));
	assert_false(colour_parse(STR("red"), &c));
	assert_false(colour_parse(STR("#12345g"), &c));
	assert_false(colour_parse(STR(""), &c));
}

static void contrast_is_that_of_wcag(void **state)
{
	struct colour white = {255, 255, 255}, black = {0, 0, 0}, grey = {0x76, 0x76, 0x76};

	(void)state;
	assert_float_equal(colour_contrast(white, black), 21.0, 0.01);
	assert_float_equal(colour_contrast(grey, white), 4.54, 0.01);
	assert_float_equal(colour_contrast(white, white), 1.0, 0.01);
}

/* Values of the reference implementation, https://bottosson.github.io/posts/oklab/ */
static void oklch_is_that_of_the_reference(void **state)
{
	const struct colour red = {255, 0, 0}, white = {255, 255, 255};
	struct oklch c = colour_oklch(red);

	(void)state;
	assert_float_equal(c.lightness, 0.62796, 0.0001);
	assert_float_equal(c.chroma, 0.25768, 0.0001);
	assert_float_equal(c.hue, 0.51024, 0.0001); /* 29.234 degrees */
	c = colour_oklch(white);
	assert_float_equal(c.lightness, 1.0, 0.0001);
	assert_float_equal(c.chroma, 0.0, 0.0001);
}

/* There and back is the same colour; what sRGB has not becomes the nearest that it has, of the same hue. */
static void oklch_goes_back(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 16 * 16 * 16; i++) {
		struct colour c = {(uint8_t)((i >> 8) * 17), (uint8_t)((i >> 4 & 15) * 17), (uint8_t)((i & 15) * 17)};
		struct colour back = oklch_colour(colour_oklch(c));

		assert_memory_equal(&back, &c, sizeof(c));
	}
	for (unsigned i = 0; i < 12; i++) {
		struct oklch wide = {0.6, 0.4, i * 0.5 - 3}, inside;
		struct colour c = oklch_colour(wide);

		inside = colour_oklch(c);
		/* on the border of sRGB, not somewhere inside */
		assert_true(c.red < 3 || c.green < 3 || c.blue < 3 || c.red > 252 || c.green > 252 || c.blue > 252);

		assert_float_equal(inside.lightness, wide.lightness, 0.01);
		assert_float_equal(inside.hue, wide.hue, 0.03);
		assert_true(inside.chroma > 0.05 && inside.chroma < wide.chroma);
	}
}

/* Every hue, from nearly black to nearly white, gives colours that can be read wherever they stand. */
static void any_accent_can_be_read(void **state)
{
	const struct colour page = {0xfa, 0xf8, 0xf3}, white = {255, 255, 255}, surface = {0x19, 0x20, 0x1d};
	const struct colour sunk = {0xf1, 0xee, 0xe6}, muted = {0x54, 0x60, 0x5b}, dark_muted = {0xa4, 0xb0, 0xaa};
	const struct colour ink = {0x1b, 0x24, 0x22}, dark_ink = {0xe6, 0xeb, 0xe8}, hero = {0xdb, 0xe8, 0xe5};

	(void)state;
	for (unsigned i = 0; i < 16 * 16 * 16; i++) {
		struct colour c = {(uint8_t)((i >> 8) * 17), (uint8_t)((i >> 4 & 15) * 17), (uint8_t)((i & 15) * 17)};
		struct accent a;

		accent_derive(&a, c);
		assert_true(colour_contrast(a.light, page) >= 4.5);
		assert_true(colour_contrast(a.light, sunk) >= 4.5);
		assert_true(colour_contrast(a.light, white) >= 4.5);
		assert_true(colour_contrast(a.light, a.light_soft) >= 4.5);
		assert_true(colour_contrast(ink, a.light_soft) >= 4.5);
		assert_true(colour_contrast(muted, a.light_soft) >= 4.5);
		assert_true(colour_contrast(white, a.light_deep) >= 7);
		assert_true(colour_contrast(hero, a.light_deep) >= 4.5);
		assert_true(colour_contrast(a.dark, surface) >= 4.5);
		assert_true(colour_contrast(a.dark, a.dark_soft) >= 4.5);
		assert_true(colour_contrast(a.dark_ink, a.dark) >= 4.5);
		assert_true(colour_contrast(dark_ink, a.dark_soft) >= 4.5);
		assert_true(colour_contrast(dark_muted, a.dark_soft) >= 4.5);
		assert_true(colour_contrast(white, a.dark_deep) >= 7);
		assert_true(colour_contrast(hero, a.dark_deep) >= 4.5);
		assert_int_equal(a.was_moved, a.contrast < 4.5);
		if (!a.was_moved)
			assert_memory_equal(&a.light, &c, sizeof(c));
		else
			assert_true(a.moved_to < a.lightness);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(css_loses_what_it_does_not_need),
	    cmocka_unit_test(css_keeps_what_it_needs),
	    cmocka_unit_test(lines_lose_indentation_and_comments),
	    cmocka_unit_test(the_digest_is_that_of_csp),
	    cmocka_unit_test(colours_are_read),
	    cmocka_unit_test(contrast_is_that_of_wcag),
	    cmocka_unit_test(oklch_is_that_of_the_reference),
	    cmocka_unit_test(oklch_goes_back),
	    cmocka_unit_test(any_accent_can_be_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
